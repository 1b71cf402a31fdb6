import { describe, expect, it } from '@jest/globals';
import { encodeConnect, encodePublish } from '@fieldline/device-link-frames';
import { LinkRig, RawDevice, until } from './link-rig.contract.js';

const DEVICES = 5_000;

async function comeBack(port: number, name: string): Promise<RawDevice> {
  const device = await RawDevice.open(port);
  const topic = `devices/${name}/telemetry`;
  device.send(
    encodeConnect({ clientId: name, username: name, password: name, clean: false }),
    encodePublish({ topic, payload: '{"v":1}', qos: 1, id: 1, dup: true }),
  );
  return device;
}

describe('5,000 devices that come back at once', () => {
  it('all sign in from one address under the default limits, and each is acknowledged', async () => {
    const rig = await LinkRig.start();
    const devices: RawDevice[] = [];
    try {
      const before = performance.now();
      for (let i = 0; i < DEVICES; i += 250) {
        devices.push(...(await Promise.all(Array.from({ length: 250 }, (_, j) => comeBack(rig.port, `d${i + j}`)))));
      }
      await until(() => devices.every(({ pubacks, closed }) => pubacks.length === 1 || closed), 60_000);
      const seconds = (performance.now() - before) / 1_000;
      process.stdout.write(`${DEVICES} devices signed in and were acknowledged in ${seconds.toFixed(1)} s\n`);
      expect([devices.filter(({ closed }) => closed).length, rig.messages.length]).toEqual([0, DEVICES]);
      expect(await rig.metric('fieldline_link_devices')).toBe(DEVICES);
    } finally {
      for (const { socket } of devices) socket.destroy();
      await rig.stop(2_000);
    }
  }, 90_000);
});
