import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../shell/errors.js';
import type { Config } from './config-file.js';
import { chooseTarget, type TargetOptions } from './target.js';

const CONFIG: Config = {
  current: 'cellar',
  profiles: {
    cellar: { url: 'http://cellar:8080', token: 'of-the-cellar' },
    plant: { url: 'https://plant.example', token: 'of-the-plant' },
  },
};
const NONE: Config = { profiles: {} };

const choose = (options: TargetOptions, env: Readonly<Record<string, string>> = {}, config = CONFIG) =>
  chooseTarget(options, { env, folder: '/home/me', config });
const folder = (path: string) => ({ kind: 'folder', folder: path });
const url = (origin: string, token?: string) => ({ kind: 'url', origin, token });

describe('the server that is meant', () => {
  const BOTH = { FIELDLINE_URL: 'http://env:1', FIELDLINE_TOKEN: 'of-env', FIELDLINE_DATA: '/var/data' };

  it('is that of an option, before environment and configuration', () => {
    expect(choose({ data: 'mine' }, BOTH)).toEqual(folder('/home/me/mine'));
    expect(choose({ server: 'plant' }, BOTH)).toEqual(url('https://plant.example', 'of-the-plant'));
    expect(choose({ url: 'http://other:2' }, BOTH)).toEqual(url('http://other:2', 'of-env'));
  });

  it('is that of FIELDLINE_URL, then of FIELDLINE_DATA, then the configuration’s, then ./data', () => {
    expect(choose({}, BOTH)).toEqual(url('http://env:1', 'of-env'));
    expect(choose({}, { FIELDLINE_DATA: '/var/data' })).toEqual(folder('/var/data'));
    expect(choose({})).toEqual(url('http://cellar:8080', 'of-the-cellar'));
    expect(choose({}, {}, NONE)).toEqual(folder('/home/me/data'));
    expect(choose({}, { FIELDLINE_URL: '', FIELDLINE_DATA: '' }, NONE)).toEqual(folder('/home/me/data'));
  });

  it('gets no token that was given for another', () => {
    expect(choose({ server: 'plant' }, { FIELDLINE_TOKEN: 'of-env' })).toMatchObject({ token: 'of-the-plant' });
    expect(choose({ url: 'http://elsewhere:1' })).toEqual(url('http://elsewhere:1'));
    expect(choose({ url: 'http://cellar:8080/api/v1/' })).toEqual(url('http://cellar:8080', 'of-the-cellar'));
  });

  it.each([
    [{ url: 'http://a', data: 'b' }, /--url and --data name different servers/],
    [{ server: 'attic' }, /no server 'attic' .*\(cellar, plant\)/],
    [{ server: 'constructor' }, /no server 'constructor'/],
    [{ url: 'cellar:8080' }, /expected such as http:/],
    [{ url: 'http://cellar/elsewhere' }, /expected such as http:/],
    [{ url: 'ftp://cellar' }, /expected such as http:/],
  ])('cannot be that of %j', (options, says) => {
    expect(() => choose(options)).toThrow(UsageError);
    expect(() => choose(options)).toThrow(says);
  });

  it('is not told with a password of its URL', () => {
    expect(() => choose({ url: 'http://me:hunter2@cellar' })).toThrow(/^(?!.*hunter2)/);
  });
});
