#!/usr/bin/env node
/**
 * `skipped.mjs FILE`: fails when a run skipped a test, unless its title holds `[recording]` and there are no recordings
 * (FIELDLINE_SHARED names no folder), or it stands for a block of a document that says why it is not run.
 */
import { existsSync, readFileSync } from 'node:fs';

const shared = process.env['FIELDLINE_SHARED'];
const recordings = shared !== undefined && existsSync(shared);
const { skippedTitles } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const isExcused = (title) => title.includes(' is not run: ') || (!recordings && title.includes('[recording]'));
const unexcused = skippedTitles.filter((title) => !isExcused(title));
for (const title of unexcused) process.stdout.write(`skipped: ${title}\n`);
process.exitCode = unexcused.length === 0 ? 0 : 1;
