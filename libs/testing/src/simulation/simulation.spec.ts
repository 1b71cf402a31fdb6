import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.js';

const SEEDS = 300;
const built = fileURLToPath(new URL('../../dist/simulation/main.js', import.meta.url));
const plant = new URL('./plant-register.mjs', import.meta.url).href;

interface Summary {
  readonly histories: number;
  readonly messages: number;
  readonly failingSeed: number | null;
  readonly faults: readonly string[];
}

describe('the simulation', () => {
  it(`keeps every promise in ${SEEDS} histories of crashes, faults and cut connections (X1)`, async () => {
    const summary = await play();
    expect(summary).toMatchObject({ histories: SEEDS, failingSeed: null, faults: [] });
    expect(summary.messages).toBeGreaterThan(SEEDS * 20);
  }, 120_000);

  it('plays the same history again for the same seed', async () => {
    expect(await play(['--seed', '77'])).toEqual(await play(['--seed', '77']));
  }, 60_000);

  it.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))(
    'finds code that %s',
    async (_name, bug) => {
      const { failingSeed, faults } = await play(['--seeds', String(SEEDS)], bug);
      expect(failingSeed).not.toBeNull();
      expect(faults).not.toHaveLength(0);
    },
    120_000,
  );
});

function play(options: readonly string[] = ['--seeds', String(SEEDS)], bug?: PlantedBug): Promise<Summary> {
  const planted = bug === undefined ? [] : ['--import', plant];
  const env = bug === undefined ? process.env : { ...process.env, FIELDLINE_PLANT: JSON.stringify(bug) };
  const { NODE_OPTIONS: _jest, ...ownEnv } = env;
  return new Promise((resolve, reject) => {
    const args = ['--no-warnings', ...planted, built, ...options, '--json'];
    execFile(process.execPath, args, { env: ownEnv }, (_error, stdout, stderr) => {
      const last = stdout.trim().split('\n').at(-1) ?? '';
      if (last.startsWith('{')) resolve(JSON.parse(last) as Summary);
      else reject(new Error(`the simulation ended without a result: ${stderr || stdout}`));
    });
  });
}
