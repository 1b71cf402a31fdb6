import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { LinkRig, until } from './link-rig.contract.js';

export interface Outage {
  readonly keepaliveSeconds: number;
  readonly outageMs: number;
  readonly window: number;
}

/** A device with W unacknowledged messages stays connected while the log is away, hears every PUBACK afterwards, and loses nothing. */
export async function surviveOutage({ keepaliveSeconds, outageMs, window }: Outage): Promise<void> {
  const rig = await LinkRig.start({ limits: { window } });
  try {
    const client = await rig.client('a', { keepalive: keepaliveSeconds, clean: false });
    let closed = 0;
    client.on('close', () => closed++);
    rig.logGoesAway();
    const acked: number[] = [];
    for (let n = 1; n <= window; n++) {
      client.publish('devices/a/telemetry', `${n}`, { qos: 1 }, (error) => void (error ?? acked.push(n)));
    }
    await wait(outageMs);
    expect([closed, acked.length, rig.messages.length]).toEqual([0, 0, window]);
    rig.logComesBack();
    await until(() => acked.length === window);
    expect(acked).toEqual(Array.from({ length: window }, (_, i) => i + 1));
    expect([closed, rig.messages.length]).toEqual([0, window]);
  } finally {
    await rig.stop();
  }
}

/** Beyond W nothing more is read, so the keepalive ends the connection in the end; that is counted. */
export async function exceedWindow({ keepaliveSeconds, outageMs, window }: Outage): Promise<void> {
  const rig = await LinkRig.start({ limits: { window } });
  try {
    const client = await rig.client('a', { keepalive: keepaliveSeconds });
    let closed = 0;
    client.on('close', () => closed++);
    rig.logGoesAway();
    for (let n = 1; n <= window + 1; n++) client.publish('devices/a/telemetry', `${n}`, { qos: 1 });
    await until(() => closed > 0, outageMs);
    expect([rig.messages.length, await rig.limitHits('window')]).toEqual([window, 1]);
    await until(async () => (await rig.metric('fieldline_link_devices')) === 0);
  } finally {
    await rig.stop();
  }
}
