import type { Clock } from '@fieldline/platform';

/** What this process took of the machine since the devices were connected. */
export interface ProcessShare {
  /** 1 is one core all the time. */
  readonly cpuShare: number;
  readonly memoryMb: number;
}

/** Measures from now on. */
export function measureProcess(clock: Clock): () => ProcessShare {
  const before = process.cpuUsage();
  const startedAt = clock.monotonic();
  return () => {
    const { user, system } = process.cpuUsage(before);
    const seconds = (clock.monotonic() - startedAt) / 1000;
    return { cpuShare: (user + system) / 1e6 / seconds, memoryMb: process.memoryUsage().rss / 1e6 };
  };
}
