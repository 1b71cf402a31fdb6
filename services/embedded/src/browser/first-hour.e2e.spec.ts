import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityFaults, CHROMIUM, openBrowser, screenshot, widerThanWindow } from '../harness/browser.js';
import { freePorts } from '../harness/fixtures.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';

const DEVICE = 'roof-pack';
const PATIENCE_MS = 30_000;
const PAGES = ['/', '/devices', `/devices/${DEVICE}`, '/dead-letters', '/map', '/add-device', '/profiles', '/settings'];

let folder: string;
let flags: readonly string[];
let server: ServerProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
let device: TestClient;
const complaints: string[] = [];
const outside: string[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-browser-'));
  const [mqtt, http] = await freePorts(2);
  flags = [`--port=${mqtt}`, `--http-port=${http}`];
  origin = `http://127.0.0.1:${http}`;
  server = await startServer();
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) outside.push(request.url());
  });
}, 120_000);

afterAll(async () => {
  if (CHROMIUM === undefined) return;
  await device?.close();
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function startServer(): Promise<ServerProcess> {
  const started = await ServerProcess.start({ dataFolder: path.join(folder, 'data'), flags });
  await started.untilStoring();
  return started;
}

/** As the first start printed it. */
async function password(): Promise<string> {
  await server.untilSaid('Lost it:');
  return /^ {2}password {2}(\S+)$/m.exec(server.stdout)?.[1] ?? '';
}

const inBrowser = CHROMIUM === undefined ? it.skip : it;

describe('the first hour in a browser [chromium]', () => {
  inBrowser('goes from the first start to the first chart', async () => {
    await page.goto(origin);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByText(/wrong|not right|does not/i)
      .first()
      .waitFor();
    await page.getByLabel('Password', { exact: true }).fill(await password());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await screenshot(page, '1-overview-empty');

    await page.goto(`${origin}/add-device?profile=battery-pack&device=${DEVICE}`);
    await page.locator('form.add-device button[type=submit]').click();
    await page.getByText('Waiting for').waitFor();
    const code = await page.locator('pre').first().innerText();
    const key = /PASSWORD = "([a-z2-7]{32})"/.exec(code)?.[1];
    expect(code).toContain(DEVICE);
    await screenshot(page, '2-add-device');

    const target = { url: await server.mqttUrl(), externalId: DEVICE, username: 'enrol', password: key ?? '' };
    device = await TestClient.open(target);
    await device.publish({ voltage: 48.2, current: -3.1, stateOfCharge: 71 });
    await page.locator('.first-reading[data-phase=received]').waitFor();
    await screenshot(page, '3-first-reading');
    await page.getByRole('link', { name: 'See its chart' }).click();
    await page.locator('canvas').first().waitFor();
    await device.publish({ voltage: 48.4, current: -3.2, stateOfCharge: 72 });
    await page.getByText('48.4').first().waitFor();
    await screenshot(page, '4-first-chart');
  });

  inBrowser('finds out why a message was refused, maps it and replays it (X2)', async () => {
    await device.publish({ volts: 49.7 });
    await page.goto(`${origin}/dead-letters`);
    await page.getByRole('link', { name: DEVICE }).first().waitFor();
    await screenshot(page, '5-dead-letters');
    await page.locator('a[href^="/dead-letters/"]').first().click();
    const readAs = page.getByRole('textbox', { name: 'volts is read as' });
    await readAs.waitFor();
    // What it probably means stands there already.
    expect(await readAs.inputValue()).toBe('voltage');
    const replay = page.getByRole('button', { name: 'Replay', exact: true });
    await expectEnabled(replay);
    await screenshot(page, '6-letter-mapped');
    await replay.click();
    await page.getByText('It is in the log, and stored once.').waitFor();
    await page.getByRole('link', { name: 'To the device' }).click();
    await page.getByRole('heading', { name: DEVICE }).waitFor();
    await page.getByText('49.7').first().waitFor();
  });

  inBrowser('is whole at 375 px, in dark and in light, and without a fault that axe finds', async () => {
    const faults: string[] = [];
    for (const [width, colorScheme] of [
      [375, 'dark'],
      [375, 'light'],
      [1440, 'dark'],
      [1440, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 812 });
      await page.emulateMedia({ colorScheme });
      for (const where of PAGES) {
        await page.goto(`${origin}${where}`);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('load');
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        if (await widerThanWindow(page)) faults.push(`${where} is wider than ${width} px`);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${where} ${width} ${colorScheme}: ${fault}`));
        await screenshot(page, `7-${where.replaceAll('/', '_')}-${width}-${colorScheme}`);
      }
    }
    expect(faults).toEqual([]);
  });

  inBrowser('says that the connection is lost, and catches up by itself', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${origin}/devices/${DEVICE}`);
    await page.getByText('49.7').first().waitFor();
    await device.close();
    await server.stop();
    await page.getByText('Connection lost').waitFor();
    await screenshot(page, '8-connection-lost');
    server = await startServer();
    const { secret } = await server.control<{ secret: string }>('POST', `/api/v1/devices/${DEVICE}/secrets`);
    device = await TestClient.open({
      url: await server.mqttUrl(),
      externalId: DEVICE,
      username: DEVICE,
      password: secret,
    });
    await device.publish({ voltage: 50.3 });
    await page.getByText('Connection lost').waitFor({ state: 'detached', timeout: 2 * PATIENCE_MS });
    await page.getByText('50.3').first().waitFor();
    await screenshot(page, '9-connection-back');
  });

  inBrowser('asked nothing of any other server, and no script failed', () => {
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

async function expectEnabled(button: { isEnabled(): Promise<boolean> }): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await button.isEnabled()) return;
    await page.waitForTimeout(100);
  }
  throw new Error('the button stays disabled');
}
