#!/usr/bin/env node
/**
 * Plants each forbidden import and each banned call once, lints, and fails unless each is reported by its rule; a few
 * permitted ones must pass. What is forbidden is written out here again on purpose: read from the lint settings, a
 * mistake in them would stay unseen.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, lint } from './lint.mjs';
import { plants } from './canary-plants.mjs';

const planted = plants.map((plant, index) => ({
  ...plant,
  file: path.join(ROOT, plant.folder, `canary-${index}${plant.suffix ?? '.ts'}`),
}));

function clear() {
  for (const { file } of planted) rmSync(file, { force: true });
}

function verdicts() {
  lint(['eslint.config.mjs']); // builds the graph, before the plants could change it
  for (const { file, code } of planted) writeFileSync(file, `${code}\n`);
  const { output, errors } = lint(
    planted.map(({ file }) => path.relative(ROOT, file)),
    { format: 'json', graph: false },
  );
  const results = new Map(parse(output, errors).map(({ filePath, messages }) => [filePath, messages]));
  return planted.map(({ file, folder, code, rule }) => {
    const rules = (results.get(file) ?? []).map(({ ruleId }) => ruleId ?? 'no rule: it does not parse');
    const ok = rule === undefined ? rules.length === 0 : rules.includes(rule);
    const found = rules.length === 0 ? 'nothing' : rules.join(', ');
    return { ok, text: `${folder}: ${code}\n    expected ${rule ?? 'nothing'}, lint reports ${found}` };
  });
}

function parse(output, errors) {
  try {
    return JSON.parse(output.slice(output.indexOf('[{')));
  } catch (cause) {
    throw new Error(`eslint did not run: ${output}${errors}`, { cause });
  }
}

/** Lint must not pass when the boundary rule had no project graph to work with. */
function skippedRuleFails() {
  const empty = mkdtempSync(path.join(tmpdir(), 'fieldline-canary-'));
  try {
    const { ok, skipped } = lint(['libs/contracts/src/index.ts'], {
      graph: false,
      env: { NX_WORKSPACE_DATA_DIRECTORY: empty },
    });
    return { ok: !ok && skipped, text: 'lint passes without a project graph' };
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    clear();
    process.exit(1);
  });
}

let checks;
try {
  checks = [...verdicts(), skippedRuleFails()];
} finally {
  clear();
}
const failed = checks.filter(({ ok }) => !ok);
for (const { text } of failed) process.stdout.write(`  ${text}\n`);
process.stdout.write(`${checks.length - failed.length} passed, ${failed.length} failed, 0 skipped\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
