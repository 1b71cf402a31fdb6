import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configPath, readConfig, writeConfig } from './config-file.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  file = path.join(folder, 'fieldline', 'config.json');
});
afterEach(() => rm(folder, { recursive: true }));

const CONFIG = { current: 'cellar', profiles: { cellar: { url: 'http://cellar:8080', token: 'flt_secret' } } };
const modeOf = async (name: string): Promise<number> => (await stat(name)).mode & 0o777;

describe('the configuration', () => {
  it('is beneath XDG_CONFIG_HOME, else beneath ~/.config', () => {
    expect(configPath({ HOME: '/home/me' })).toBe('/home/me/.config/fieldline/config.json');
    expect(configPath({ HOME: '/home/me', XDG_CONFIG_HOME: '/etc/mine' })).toBe('/etc/mine/fieldline/config.json');
    expect(configPath({ HOME: '/home/me', XDG_CONFIG_HOME: 'relative' })).toMatch(/^\/home\/me\/\.config/);
    expect(configPath({})).toBeUndefined();
  });

  it('is kept for its owner alone, also where it was open to others', async () => {
    await writeConfig(file, CONFIG);
    expect(await readConfig(file)).toEqual(CONFIG);
    expect([await modeOf(file), await modeOf(path.dirname(file))]).toEqual([0o600, 0o700]);
    await chmod(file, 0o644);
    await writeConfig(file, { profiles: {} });
    expect(await modeOf(file)).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['config.json']);
  });

  it('is empty where there is none', async () => {
    expect(await readConfig(file)).toEqual({ profiles: {} });
    expect(await readConfig(undefined)).toEqual({ profiles: {} });
  });

  it.each([
    ['no JSON', '{"token": "flt_secret"'],
    ['an unknown field', '{"profiles": {}, "token": "flt_secret"}'],
    ['a URL that is none', '{"profiles": {"a": {"url": "flt_secret"}}}'],
  ])('that holds %s is refused by name and without a word of it', async (_, text) => {
    const own = path.join(folder, 'config.json');
    await writeFile(own, text);
    await expect(readConfig(own)).rejects.toThrow(`${own} is no configuration`);
    await expect(readConfig(own)).rejects.not.toThrow(/flt_secret/);
  });
});
