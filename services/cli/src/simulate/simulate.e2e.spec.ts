import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { sleep, systemClock } from '@fieldline/platform';
import { createPool } from '@fieldline/relational';
import { BenchServer } from '../bench/bench-server.js';
import { LocalServer } from '../control/local-server.js';
import { runBinary, startBinary } from '../run-binary.contract.js';
import type { SimulationSummary } from './describe-simulation.js';

const SLOW = 180_000;
const FLAGS = 11;

describe('a simulation through MQTT', () => {
  let server: BenchServer;
  beforeAll(async () => {
    server = await BenchServer.start(systemClock, process.env);
  }, SLOW);
  afterAll(() => server.stop(), SLOW);

  const run = (...args: readonly string[]) => runBinary(['simulate', ...args, '--json', '--data', server.dataFolder]);
  const audit = async (): Promise<unknown> => {
    const { stdout } = await runBinary(['audit', '--json', '--data', server.dataFolder]);
    return JSON.parse(stdout);
  };

  it(
    'shows every fault in its own counter, as often as it was sent, device by device (X1)',
    async () => {
      const { code, stdout, stderr } = await run(...'--devices 20 --rate 100 --duration 25s --faults all'.split(' '));
      expect([code, stderr]).toEqual([0, '']);
      const { account, domains } = JSON.parse(stdout) as SimulationSummary;
      expect(account?.differences).toEqual([]);
      expect(account?.rows.filter(({ sent }) => sent === 0)).toEqual([]);
      expect(account?.rows.length).toBe(FLAGS + 2);
      expect(domains.reduce((devices, domain) => devices + domain.devices, 0)).toBe(20);
      expect(await audit()).toMatchObject({ ok: true, problems: [] });
    },
    SLOW,
  );

  it(
    'sends the time before first, and every reading of it is stored (A5, B1, E2, S2, V1)',
    async () => {
      const { code, stdout } = await run(...'--history 1h --duration 0s'.split(' '));
      const { history, settled, devices } = JSON.parse(stdout) as SimulationSummary;
      expect([code, settled]).toEqual([0, true]);
      expect(history?.readings).toBeGreaterThan(devices * 10);
      const api = new LocalServer(server.dataFolder);
      while (((await api.status()).writer.lag ?? 1) > 0) await sleep(systemClock, 100);
      expect(await audit()).toMatchObject({ ok: true, problems: [] });
    },
    SLOW,
  );

  it(
    'leaves sites and devices that are there as they are, and refuses a device of somebody’s own before anything is changed',
    async () => {
      const api = new LocalServer(server.dataFolder);
      const pool = createPool((await api.status()).postgres.url, { applicationName: 'spec', max: 1 });
      const sites = async () =>
        (await pool.query('select * from registry.site order by name')).rows as readonly unknown[];
      const [site] = allPacks.find(({ id }) => id === 'boiler')?.fleet.sites ?? [];
      await api.ensureSite({ name: site?.name as string, timeZone: 'Asia/Kolkata', currency: 'INR' });
      await api.ensureSite({ name: 'Garage', timeZone: 'UTC', currency: 'EUR' });
      await api.putDevice('pack-0030', { site: 'Garage', profile: 'battery-cell', name: 'Mine' });
      const asTheyWere = await sites();
      expect((await run(...'boiler --devices 8 --duration 1s'.split(' '))).code).toBe(0);
      expect(await sites()).toEqual(expect.arrayContaining([...asTheyWere]));

      const before = { sites: await sites(), devices: await api.devices() };
      const { code, stderr } = await run(...'battery --devices 40 --duration 1s'.split(' '));
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/'pack-0030' is battery-cell at 'Garage', not battery-pack/),
      ]);
      expect({ sites: await sites(), devices: await api.devices() }).toEqual(before);
      await pool.end();
    },
    SLOW,
  );

  it(
    'ends at Ctrl-C with its table and 130',
    async () => {
      const running = startBinary([
        'simulate',
        'energy',
        '--devices',
        '5',
        '--rate',
        '20',
        '--data',
        server.dataFolder,
      ]);
      const api = new LocalServer(server.dataFolder);
      const stored = async (): Promise<number> => {
        const ledgers = await Promise.all((await api.devices()).map(({ externalId }) => api.ledger(externalId)));
        return ledgers.reduce((sum, ledger) => sum + ledger.stored, 0);
      };
      const before = await stored();
      while ((await stored()) < before + 20) await sleep(systemClock, 100);
      running.interrupt();
      const { code, stdout, stderr } = await running.ended;
      expect([code, stderr]).toEqual([130, '']);
      expect(stdout).toMatch(/5 devices, .* % of a core[\s\S]*energy +5 /);
    },
    SLOW,
  );
});
