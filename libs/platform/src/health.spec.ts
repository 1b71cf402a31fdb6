import { describe, expect, it } from '@jest/globals';
import { Health } from './health.js';

const well = { problem: () => undefined };

describe('Health', () => {
  it('is ready when nothing critical has a problem', async () => {
    const health = new Health();
    health.register({ name: 'log', critical: true, ...well });
    health.register({ name: 'store', critical: false, problem: () => Promise.resolve('PostgreSQL is away') });
    expect(await health.report()).toEqual({
      ready: true,
      checks: [
        { name: 'log', critical: true },
        { name: 'store', critical: false, problem: 'PostgreSQL is away' },
      ],
    });
  });

  it('is not ready while something critical has a problem, and ready again after it', async () => {
    let problem: string | undefined = 'the disk is full';
    const health = new Health();
    health.register({ name: 'log', critical: true, problem: () => problem });
    expect((await health.report()).ready).toBe(false);
    problem = undefined;
    expect((await health.report()).ready).toBe(true);
  });

  it('takes a check that throws for a problem, and still reports the others', async () => {
    const health = new Health();
    const problem = (): never => {
      throw new Error('no connection');
    };
    health.register({ name: 'log', critical: true, problem });
    health.register({ name: 'store', critical: false, ...well });
    const { ready, checks } = await health.report();
    expect(ready).toBe(false);
    expect(checks).toEqual([
      { name: 'log', critical: true, problem: 'the check itself failed: no connection' },
      { name: 'store', critical: false },
    ]);
  });
});
