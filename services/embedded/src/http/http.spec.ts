import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module, type INestApplication } from '@nestjs/common';
import { createLogger, createMetrics, Gauge, Health, HEALTH } from '@fieldline/platform';
import { openPort, type Door } from '../doors/door.js';
import { HealthController } from './health.controller.js';
import { metricsPage } from './metrics-page.js';
import { openApplication } from './open-application.js';

const logger = createLogger('test', 'silent');
let door: Door;
let application: INestApplication | undefined;
let health: Health;

beforeEach(async () => {
  door = await openPort({ name: 'HTTP', flag: 'http-port', host: '127.0.0.1', port: 0 });
  health = new Health();
  application = undefined;
});

afterEach(async () => {
  await door.close(100);
  await application?.close();
});

async function open(): Promise<void> {
  @Module({
    controllers: [HealthController],
    providers: [{ provide: HEALTH, useValue: health }],
  })
  class TestModule {}
  application = await openApplication({ module: TestModule, entrances: [{ door }], logger });
}

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`http://127.0.0.1:${door.port}${path}`);
  return { status: answer.status, body: await answer.json() };
}

describe('the HTTP pages', () => {
  it('stay ready while only a store that is not critical is away, and tell it in the details', async () => {
    health.register({ name: 'log', critical: true, problem: () => undefined });
    health.register({ name: 'postgres', critical: false, problem: () => 'it restarts' });
    await open();
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get('/readyz')).toEqual({ status: 200, body: { ready: true, problems: [] } });
    expect(await get('/health/details')).toMatchObject({
      status: 200,
      body: { checks: [{ name: 'log' }, { name: 'postgres', problem: 'it restarts' }] },
    });
  });

  it('are not ready while something critical fails, and say what', async () => {
    health.register({ name: 'log', critical: true, problem: () => 'the disk is full' });
    await open();
    expect(await get('/readyz')).toEqual({ status: 503, body: { ready: false, problems: ['log: the disk is full'] } });
  });

  it('give the metrics in Prometheus’ format, on their own path alone', async () => {
    const metrics = createMetrics();
    new Gauge({ name: 'fieldline_test_value', help: 'a test', registers: [metrics] }).set(4);
    door.open(metricsPage(metrics, logger));
    const answer = await fetch(`http://127.0.0.1:${door.port}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toContain('fieldline_test_value 4');
    expect((await fetch(`http://127.0.0.1:${door.port}/`)).status).toBe(404);
  });
});
