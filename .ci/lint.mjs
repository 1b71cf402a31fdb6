#!/usr/bin/env node
/**
 * `eslint` over the tree, after building the project graph that the boundary rule reads. ESLint exits 0 when the rule
 * skipped itself for want of that graph; this exits 1.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SKIPPED = 'The rule will be skipped';

function run(module, args, env) {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules', module), ...args],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...process.env, NX_DAEMON: 'false', ...env } },
  );
  if (error) throw error;
  return { status, stdout, stderr };
}

/** What `eslint` says of these files, or of the whole tree; `output` is for people or a tool, as `format` asks. */
export function lint(files = ['.'], { format = 'stylish', graph = true, env = {} } = {}) {
  if (graph) {
    const built = run('nx/dist/bin/nx.js', ['graph', '--file', path.join(ROOT, '.nx', 'project-graph.json')]);
    if (built.status !== 0)
      return { ok: false, output: `the project graph was not built\n${built.stdout}${built.stderr}` };
  }
  const { status, stdout, stderr } = run(
    'eslint/bin/eslint.js',
    ['--format', format, '--max-warnings', '0', ...files],
    env,
  );
  const skipped = stdout.includes(SKIPPED) || stderr.includes(SKIPPED);
  const said = skipped ? '\nThe boundary rule was skipped: there is no project graph.\n' : '';
  return { ok: status === 0 && !skipped, skipped, output: stdout, errors: `${stderr}${said}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ok, output, errors = '' } = lint(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  process.stdout.write(output);
  process.stderr.write(errors);
  process.exitCode = ok ? 0 : 1;
}
