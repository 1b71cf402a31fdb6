import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { Aedes } from 'aedes';
import fc from 'fast-check';
import { createServer, type AddressInfo } from 'node:net';
import { benchPayload, increment, PAYLOAD_BYTES } from './bench-payload.js';
import { AnswerReader, CONNACK, PUBACK } from './frames.js';
import { LatencyHistogram } from './latency-histogram.js';
import { runLoad } from './run-load.js';

const FIRST_AT = 1_700_000_000_000;

describe('the load generator', () => {
  it('sends readings of exactly 168 bytes with seven values', () => {
    const { bytes } = benchPayload(1_700_000_000_000);
    expect(bytes).toHaveLength(PAYLOAD_BYTES);
    const reading = JSON.parse(bytes.toString()) as { ts: number; values: object };
    expect(reading.ts).toBe(1_700_000_000_000);
    expect(Object.keys(reading.values)).toHaveLength(7);
  });

  it('counts in place as numbers count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 998_999 }), fc.integer({ min: 1, max: 1000 }), (from, steps) => {
        const bytes = Buffer.from(String(from).padStart(6, '0'));
        for (let step = 0; step < steps; step++) increment(bytes, 5);
        expect(Number(bytes.toString())).toBe(from + steps);
      }),
    );
  });

  it('reads acknowledgements however they are cut', () => {
    const packets = [0, 1, 258, 65535].map((id) => Buffer.from([PUBACK, 2, id >> 8, id & 0xff]));
    const all = Buffer.concat([Buffer.from([CONNACK, 2, 0, 5]), ...packets]);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length)), (cuts) => {
        const reader = new AnswerReader();
        const heard: (readonly [number, number])[] = [];
        const places = [0, ...[...cuts].sort((a, b) => a - b), all.length];
        for (const [at, place] of places.slice(1).entries()) {
          reader.read(all.subarray(places[at], place), (type, body) => heard.push([type, body]));
        }
        expect(heard).toEqual([[CONNACK, 5], ...[0, 1, 258, 65535].map((id) => [PUBACK, id])]);
      }),
    );
  });

  it('tells quantiles within one percent', () => {
    const histogram = new LatencyHistogram();
    for (let latency = 1; latency <= 1000; latency++) histogram.record(latency);
    expect(histogram.quantile(0.5)).toBeCloseTo(500, -1);
    expect(histogram.quantile(0.99) / 990).toBeCloseTo(1, 1);
    expect(new LatencyHistogram().quantile(0.99)).toBe(0);
  });

  it('gets every reading it counts as acknowledged to the broker, each once and in order', async () => {
    const seen = new Map<string, number[]>();
    const broker = await Aedes.createBroker();
    broker.authorizePublish = (client, packet, callback) => {
      const reading = JSON.parse(packet.payload.toString()) as { ts: number; seq: number };
      const known = seen.get(client?.id ?? '') ?? [];
      seen.set(client?.id ?? '', [...known, reading.ts]);
      callback(null);
    };
    const server = createServer((socket) => void broker.handle(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const report = await runLoad(
        {
          host: '127.0.0.1',
          port: (server.address() as AddressInfo).port,
          devices: ['a', 'b'].map((clientId) => ({
            clientId,
            username: clientId,
            password: 'secret',
            topic: `devices/${clientId}/telemetry`,
            firstAt: FIRST_AT,
          })),
          seconds: 0.5,
          rate: 400,
          window: 8,
        },
        systemClock,
        () => undefined,
      );
      expect(report.acknowledged).toBe(report.sent);
      expect(report.acknowledged).toBeGreaterThan(50);
      expect(report.acknowledged).toBeLessThan(250);
      expect(report.outOfOrder).toBe(0);
      for (const { clientId, acknowledged } of report.devices) {
        expect(seen.get(clientId)).toEqual(Array.from({ length: acknowledged }, (_, at) => FIRST_AT + at));
      }
    } finally {
      server.close();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
    }
  });
});
