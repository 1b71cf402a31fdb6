import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBinary, startBinary } from '../run-binary.contract.js';
import { KillableServer, until } from './killable-server.contract.js';
import type { ReplayResult, ReplayTotals } from './replay-result.js';

const HEADER = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
const ROWS = 16_000;
/** Every tenth row tells an instant again. */
const CORRECTIONS = 10;
const SLOW = 120_000;

type Answer = ReplayResult & ReplayTotals;

/** Stations in turn, an hour a row; every hundredth value is missing and every tenth instant is told twice. */
function madeRecording(stations: readonly string[], rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const hour = Math.floor(index / stations.length) - (index % CORRECTIONS === 9 ? 1 : 0);
    const at = new Date(Date.UTC(2013, 0, 1, Math.max(0, hour)));
    const time = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours()].join(',');
    const pm25 = index % 100 === 7 ? 'NA' : (index % 500) + 1;
    return `${index},${time},${pm25},2,3,4,500,6,${index % 30},1000,9,0,N,1,${stations[index % stations.length]}`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

describe('a replay that is killed', () => {
  let server: KillableServer;
  let folder: string;
  beforeAll(async () => {
    server = await KillableServer.start();
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-crash-'));
    await writeFile(path.join(folder, 'a.csv'), madeRecording(['Ash', 'Elm'], ROWS));
    await writeFile(path.join(folder, 'b.csv'), madeRecording(['Oak'], ROWS / 10));
    await writeFile(path.join(folder, 'notes.txt'), 'no recording');
  }, SLOW);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  }, SLOW);

  const args = (): readonly string[] => ['replay', folder, '--json', '--data', server.dataFolder];
  /** The furthest row that is kept on disk. */
  const keptRow = async (): Promise<number> => {
    const states = path.join(server.dataFolder, 'replay');
    const files = (await readdir(states).catch(() => [])).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(files.map((name) => readFile(path.join(states, name), 'utf8')));
    return Math.max(0, ...texts.map((text) => (JSON.parse(text) as { readonly doneRow: number }).doneRow));
  };

  it(
    'goes on where it was, and so does the server: the totals are those of one that was left alone',
    async () => {
      const first = startBinary(args());
      await until('a part is acknowledged', async () => (await keptRow()) > ROWS / 10);
      first.kill();
      await first.ended;
      const firstRow = await keptRow();
      const second = startBinary(args());
      await until('some more is acknowledged', async () => (await keptRow()) > firstRow);
      await server.kill();
      await server.restart();
      const { code, stdout, stderr } = await second.ended;
      expect([code, stderr]).toEqual([0, '']);
      const { recordings, skipped } = JSON.parse(stdout) as {
        readonly recordings: readonly Answer[];
        readonly skipped: readonly { readonly file: string }[];
      };
      expect(skipped.map(({ file }) => path.basename(file))).toEqual(['notes.txt']);
      const [a, b] = recordings;
      expect(a?.resumedAfterRow).toBeGreaterThan(0);
      expect(a?.resumedAfterRow).toBeLessThan(ROWS);
      // an instant that is told twice is a correction
      expect(a).toMatchObject({ rowsRead: ROWS, sent: ROWS, acknowledged: ROWS, valuesMissing: ROWS / 100 });
      expect(a).toMatchObject({ refused: 0, refusedValues: 0, expired: 0, shed: 0, clockUnsynced: 0 });
      expect(a?.duplicate).toBe(a?.sentAgain);
      expect(a).toMatchObject({ stored: ROWS - ROWS / CORRECTIONS, superseded: ROWS / CORRECTIONS });
      const small = ROWS / 10;
      expect(b).toMatchObject({ rowsRead: small, sent: small, acknowledged: small, superseded: small / CORRECTIONS });

      const again = await runBinary(args());
      const repeated = (JSON.parse(again.stdout) as { readonly recordings: readonly Answer[] }).recordings;
      for (const [index, one] of repeated.entries()) {
        expect(one).not.toHaveProperty('resumedAfterRow');
        const { rowsRead, sent, valuesMissing } = recordings[index] as Answer;
        expect(one).toMatchObject({ rowsRead, sent, valuesMissing, stored: 0, superseded: 0, duplicate: sent });
      }
      const audit = await runBinary(['audit', '--json', '--data', server.dataFolder]);
      expect(JSON.parse(audit.stdout)).toMatchObject({ ok: true, lost: 0, duplicated: 0, problems: [] });
    },
    SLOW,
  );
});
