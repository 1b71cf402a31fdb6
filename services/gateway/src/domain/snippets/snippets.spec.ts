import { describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { PASSWORD_PLACEHOLDER, sampleInterval, sampleOf, snippetsFor } from './snippets.js';

const CONNECTION = {
  host: '192.168.1.20',
  port: 1883,
  tls: false,
  device: 'attic',
  username: 'enrol',
  password: PASSWORD_PLACEHOLDER,
  topic: 'devices/attic/telemetry',
  sample: [
    { metric: 'temperature', value: 21.5, unit: 'Cel' },
    { metric: 'humidity', value: 48, unit: '%' },
  ],
  everySeconds: 10,
};

describe('the programs for a device', () => {
  it.each(snippetsFor(CONNECTION))('carry address, name, topic and place of the key: $title', ({ code }) => {
    for (const part of [
      '192.168.1.20',
      '1883',
      '"attic"',
      '"enrol"',
      PASSWORD_PLACEHOLDER,
      '"devices/attic/telemetry"',
    ]) {
      expect(code).toContain(part);
    }
    expect(code).toMatch(/temperature in Cel, humidity in %/);
  });

  it('speak TLS where the server does', () => {
    const codes = snippetsFor({ ...CONNECTION, tls: true }).map(({ code }) => code);
    expect(codes[0]).toContain('WiFiClientSecure net;');
    expect(codes[1]).toContain('ssl=True');
    expect(codes[2]).toContain('client.tls_set()');
    expect(codes[3]).toContain('mqtts://192.168.1.20:1883');
  });

  it('name a host of IPv6 as each language wants it', () => {
    const codes = snippetsFor({ ...CONNECTION, host: 'fd00::7' }).map(({ code }) => code);
    expect(codes[2]).toContain('HOST, PORT = "fd00::7", 1883');
    expect(codes[3]).toContain('"mqtt://[fd00::7]:1883"');
  });
});

describe('what a program sends', () => {
  const profiles = allPacks.flatMap(({ profiles, hints }) =>
    profiles.map((profile) => ({
      id: profile.id,
      metrics: profile.metrics,
      hints: hints.find((hint) => hint.profile === profile.id) ?? { order: [], bands: [] },
    })),
  );

  it.each(profiles)('is inside the ranges of its profile: $id', ({ metrics, hints }) => {
    const sample = sampleOf(metrics, hints);
    expect(sample.length).toBeGreaterThan(0);
    for (const { metric: name, value } of sample) {
      const spec = metrics.find(({ metric, keyPath = [metric] }) => keyPath.length === 1 && keyPath[0] === name);
      const stored = value * (spec?.scale ?? 1) + (spec?.offset ?? 0);
      expect(stored).toBeGreaterThanOrEqual(spec?.min ?? -Infinity);
      expect(stored).toBeLessThanOrEqual(spec?.max ?? Infinity);
    }
  });

  it('is what is usual: clean air, a pack at its voltage', () => {
    const valueOf = (id: string, name: string): number | undefined => {
      const { metrics = [], hints = { order: [], bands: [] } } = profiles.find((profile) => profile.id === id) ?? {};
      return sampleOf(metrics, { ...hints, order: [name] }).find(({ metric }) => metric === name)?.value;
    };
    expect(valueOf('air-station', 'pm25')).toBeLessThan(9.1);
    expect(valueOf('battery-pack', 'stateOfCharge')).toBeGreaterThan(10);
  });

  it.each(profiles)('comes often enough that the device is never stale: $id', ({ metrics }) => {
    const shortest = Math.min(...metrics.map(({ stalenessSeconds }) => stalenessSeconds));
    expect(sampleInterval(metrics)).toBeLessThanOrEqual(Math.max(2, shortest / 2));
    expect(sampleInterval(metrics)).toBeGreaterThanOrEqual(2);
  });
});
