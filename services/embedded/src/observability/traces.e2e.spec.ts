import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registerDevices } from '../harness/fixtures.js';
import { OtlpReceiver, type ReceivedSpan } from '../harness/otlp-receiver.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';

/** SpanKind of trace.proto. */
const KIND = { internal: 1, server: 2, producer: 4, consumer: 5 };
/** The exporter would wait 5 s for more. */
const SOON = { OTEL_BSP_SCHEDULE_DELAY: '50' };

let folder: string;
let receiver: OtlpReceiver;
let servers: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  receiver = await OtlpReceiver.open();
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.kill('group').catch(() => undefined);
  await receiver.close();
  await rm(folder, { recursive: true });
});

async function start(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = await ServerProcess.start({ dataFolder: path.join(folder, 'data'), env: { ...SOON, ...env } });
  servers.push(server);
  await server.untilStoring();
  return server;
}

async function publish(server: ServerProcess, payloads: readonly unknown[]): Promise<void> {
  const [target] = await registerDevices(server, ['pack-1']);
  const client = await TestClient.open(target as NonNullable<typeof target>);
  for (const payload of payloads) await client.publish(payload);
  await client.close();
}

async function metricsOf(server: ServerProcess): Promise<string> {
  const { metrics } = await server.facts();
  return (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text();
}

/** Until the writer has committed all that the log has. */
async function untilWritten(server: ServerProcess): Promise<void> {
  const behind = /^fieldline_log_lag_records\{group="ingestion-writer",topic="telemetry.reading.v1".*\} [1-9]/m;
  while (behind.test(await metricsOf(server))) await new Promise((resolve) => setTimeout(resolve, 20));
}

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  expect({ name, times: found.length }).toEqual({ name, times: 1 });
  return found[0] as ReceivedSpan;
}

const attribute = (span: ReceivedSpan, key: string): unknown =>
  Object.values(span.attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];
const from = (span: ReceivedSpan): bigint => BigInt(span.startTimeUnixNano);
const to = (span: ReceivedSpan): bigint => BigInt(span.endTimeUnixNano);

describe('a traced reading', () => {
  it('can be followed from PUBLISH to stored, in one trace', async () => {
    const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_TRACES_SAMPLER_ARG: '1' });
    await publish(server, [{ voltage: 48.2 }]);
    const all = await receiver.until((some) => some.some(({ name }) => name === 'writer'));
    // Requests at the control socket are traced too, each for itself.
    const spans = all.filter(({ name }) => !/^[A-Z]+ /.test(name));
    const root = named(spans, 'mqtt receive');
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
    expect(root.parentSpanId ?? '').toBe('');
    for (const name of ['check', 'log append', 'mqtt puback', 'writer']) {
      expect([name, named(spans, name).parentSpanId]).toEqual([name, root.spanId]);
    }
    const writer = named(spans, 'writer');
    for (const name of ['store', 'ledger commit']) {
      expect([name, named(spans, name).parentSpanId]).toEqual([name, writer.spanId]);
    }
    expect([root.kind, named(spans, 'log append').kind, writer.kind]).toEqual([
      KIND.server,
      KIND.producer,
      KIND.consumer,
    ]);
    expect(attribute(writer, 'fieldline.device.id')).toBe(attribute(root, 'fieldline.device.id'));

    // the order of the promises: checked, in the log, acknowledged; and stored before it is committed
    const order = ['check', 'log append', 'mqtt puback'].map((name) => named(spans, name));
    expect(from(root)).toBeLessThanOrEqual(from(order[0] as ReceivedSpan));
    expect(to(order[0] as ReceivedSpan)).toBeLessThanOrEqual(from(order[1] as ReceivedSpan));
    expect(to(order[1] as ReceivedSpan)).toBeLessThanOrEqual(from(order[2] as ReceivedSpan));
    expect(to(order[2] as ReceivedSpan)).toBeLessThanOrEqual(to(root));
    expect(to(named(spans, 'store'))).toBeLessThanOrEqual(from(named(spans, 'ledger commit')));

    expect(receiver.strays).toEqual([]);
    const resource = Object.fromEntries((receiver.resources[0] ?? []).map(({ key, value }) => [key, value]));
    expect(resource['service.name']).toEqual({ stringValue: 'fieldline' });
    expect(resource['service.instance.id']).toEqual({ stringValue: (await server.facts()).runId });
  });

  it('is one of a share, and what is not picked leaves no trace', async () => {
    const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_TRACES_SAMPLER_ARG: '0.2' });
    const payloads = Array.from({ length: 300 }, (_, i) => ({ voltage: 40 + i / 100 }));
    await publish(server, payloads);
    await untilWritten(server);
    await server.stop();
    const roots = receiver.spans.filter(({ name }) => name === 'mqtt receive').length;
    // binomial(300, 0.2): mean 60, standard deviation 6.9, six of them to each side
    expect(roots).toBeGreaterThan(18);
    expect(roots).toBeLessThan(102);
    expect(receiver.spans.filter(({ name }) => name === 'writer')).toHaveLength(roots);
  });

  it('costs nothing but itself where the collector is away: readings are stored, the loss is told once and counted', async () => {
    const endpoint = receiver.endpoint;
    await receiver.close();
    const server = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
      OTEL_TRACES_SAMPLER_ARG: '1',
    });
    await publish(server, [{ voltage: 48.2 }, { voltage: 48.3 }]);
    const told = 'the collector takes no traces';
    while (!server.stderr.includes(told)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await metricsOf(server)).toMatch(/^fieldline_tracing_spans_total\{outcome="lost"\} [1-9]/m);
    const { code } = await server.stop();
    expect(code).toBe(0);
    expect(server.stderr.split(told)).toHaveLength(2);
    receiver = await OtlpReceiver.open();
  });
});

describe('the tracing SDK', () => {
  it('is loaded only where there is a collector', async () => {
    const loaded = async (env: Readonly<Record<string, string>>): Promise<boolean> => {
      const server = await start({ NODE_DEBUG: 'module', ...env });
      await server.stop();
      return /@opentelemetry\/(sdk|exporter)/.test(server.stderr);
    };
    expect(await loaded({})).toBe(false);
    expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint })).toBe(true);
  });
});
