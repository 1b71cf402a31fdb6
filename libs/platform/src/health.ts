import { asError } from './errors.js';

/** `critical`: without it this role cannot keep its promise, so the process is not ready. */
export interface HealthCheck {
  readonly name: string;
  readonly critical: boolean;
  /** What is wrong and what to do, in one line; undefined when all is well. Throwing is a problem too. */
  readonly problem: () => string | undefined | Promise<string | undefined>;
}

export interface HealthReport {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly critical: boolean; readonly problem?: string }[];
}

export const HEALTH = Symbol('Health');

/** Collects what can fail in this process; `/readyz` and `/health/details` are made from it. */
export class Health {
  readonly #checks: HealthCheck[] = [];

  register(check: HealthCheck): void {
    this.#checks.push(check);
  }

  async report(): Promise<HealthReport> {
    const checks = await Promise.all(
      this.#checks.map(async ({ name, critical, problem }) => {
        const text = await problemOf(problem);
        return text === undefined ? { name, critical } : { name, critical, problem: text };
      }),
    );
    return { ready: !checks.some((check) => check.critical && check.problem !== undefined), checks };
  }
}

async function problemOf(problem: HealthCheck['problem']): Promise<string | undefined> {
  try {
    return await problem();
  } catch (thrown) {
    return `the check itself failed: ${asError(thrown).message}`;
  }
}
