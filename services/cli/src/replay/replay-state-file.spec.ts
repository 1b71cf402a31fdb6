import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  NOTHING_SENT,
  recordingSet,
  ReplayStateFile,
  type RecordingKey,
  type ReplayState,
} from './replay-state-file.js';

const KEY: RecordingKey = { file: '/recordings/a.csv', sizeBytes: 1_000, modifiedAt: 17.5, mapping: 'tuya' };
const LEDGER = {
  received: 3,
  stored: 2,
  duplicate: 1,
  superseded: 0,
  expired: 0,
  refused: 0,
  refusedValues: 0,
  shed: 0,
  clockUnsynced: 0,
  outOfOrder: 0,
  missing: 0,
  restarts: 0,
  unchanged: 0,
};
const BEGUN: ReplayState = {
  doneRow: 12_345,
  seconds: 1.5,
  devices: { plug: { deviceId: '01J', ledger: LEDGER, refusals: { 'out-of-range': 2 } } },
  result: undefined,
};

describe('the state of a replay', () => {
  let dataFolder: string;
  beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'fieldline-state-'));
  });
  afterAll(() => rm(dataFolder, { recursive: true }));
  const open = (change: Partial<RecordingKey> = {}) => new ReplayStateFile(dataFolder, { ...KEY, ...change }, 'one');
  const stateFiles = async () =>
    (await readdir(path.join(dataFolder, 'replay'))).map((name) => path.join(dataFolder, 'replay', name));

  it('is read back as it was kept, with the result of a finished one', async () => {
    expect(await open().load()).toEqual(NOTHING_SENT);
    await open().save(BEGUN);
    expect(await open().load()).toEqual(BEGUN);
    const device = { ...LEDGER, device: 'plug', sent: 3, acknowledged: 3, sentAgain: 0, refusals: {} };
    const rows = { rowsRead: 3, rowsIgnored: 0, rowsWithoutValue: 0, rowsUnusable: 0, unusable: [], valuesMissing: 0 };
    const result = { file: KEY.file, mapping: 'tuya', ...rows, devices: [device], seconds: 2 };
    await open().save({ ...BEGUN, result });
    expect((await open().load()).result).toEqual(result);
    // finished in a command over other files: this one is asked for anew
    expect(await new ReplayStateFile(dataFolder, KEY, 'other').load()).toEqual(NOTHING_SENT);
    await open().save(BEGUN);
    expect(await new ReplayStateFile(dataFolder, KEY, 'other').load()).toEqual(BEGUN);
    await open().remove();
    await open().remove();
    expect(await open().load()).toEqual(NOTHING_SENT);
  });

  it('belongs to the file as it was: path, size, time of change and mapping', async () => {
    await open().save(BEGUN);
    for (const change of [{ file: '/recordings/b.csv' }, { sizeBytes: 999 }, { modifiedAt: 18 }, { mapping: 'jk' }]) {
      expect(await open(change).load()).toEqual(NOTHING_SENT);
    }
  });

  it('belongs to a set of recordings, in whatever order they are named', () => {
    const other = { ...KEY, file: '/recordings/b.csv' };
    expect(recordingSet([KEY, other])).toBe(recordingSet([other, KEY]));
    expect(recordingSet([KEY, other])).not.toBe(recordingSet([KEY]));
  });

  it('is the one before when the next was not wholly written', async () => {
    await open().save(BEGUN);
    const [file = ''] = await stateFiles();
    await writeFile(`${file}.${process.pid}.tmp`, '{"version":1,"doneRow":99');
    expect(await open().load()).toEqual(BEGUN);
  });

  it('says what to do where it cannot be read or kept', async () => {
    await open().save(BEGUN);
    for (const file of await stateFiles()) await writeFile(file, '{"version":2}');
    await expect(open().load()).rejects.toThrow(/is not the state of a replay: begin anew with --restart/);
    const elsewhere = new ReplayStateFile(path.join((await stateFiles())[0] ?? '', 'no-folder'), KEY, 'one');
    await expect(elsewhere.save(BEGUN)).rejects.toThrow(/cannot keep how far the replay came in .*: ENOTDIR/);
  });
});
