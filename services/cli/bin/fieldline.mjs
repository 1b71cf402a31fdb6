#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  const { ensureReady } = await import('../../../setup.mjs');
  await ensureReady();
}
await import(main.href);
