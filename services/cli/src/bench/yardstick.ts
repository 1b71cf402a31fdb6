import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadReport } from './load/load-job.js';
import { loadInChild } from './load-child.js';
import { processUse } from './bench-server.js';
import type { BenchPlan } from './bench-plan.js';
import { benchDevices } from './bench-devices.js';

const ENTRY = fileURLToPath(new URL('./empty-broker.js', import.meta.url));
const SECONDS = 10;

export interface Yardstick {
  readonly messagesPerSecond: number;
  readonly messagesPerCpuSecond: number;
  readonly pubackP99Ms: number;
}

/** The same load against aedes with an empty handler: what the broker alone could do on this machine just now. */
export async function measureEmptyBroker(plan: BenchPlan): Promise<Yardstick> {
  const child = fork(ENTRY, { detached: true });
  try {
    const [port] = (await once(child, 'message')) as [number];
    const pid = child.pid as number;
    const before = await processUse(pid);
    const report: LoadReport = await loadInChild(
      {
        host: '127.0.0.1',
        port,
        devices: benchDevices(plan.devices, plan.context.clock.now()).map((device) => ({
          ...device,
          username: device.clientId,
          password: 'none',
        })),
        seconds: Math.min(SECONDS, plan.seconds),
        rate: plan.rate,
        window: plan.window,
      },
      plan.context.signal,
      () => undefined,
    );
    const after = await processUse(pid);
    return {
      messagesPerSecond: report.acknowledged / report.seconds,
      messagesPerCpuSecond: report.acknowledged / (after.cpuSeconds - before.cpuSeconds),
      pubackP99Ms: report.pubackP99Ms,
    };
  } finally {
    child.kill();
  }
}
