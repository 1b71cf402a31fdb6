import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adminOf, type ApiCaller } from '../harness/api-caller.js';
import { ServerProcess } from '../harness/server-process.js';

/** https://schemathesis.readthedocs.io: requests made from the document, right and wrong ones. */
const present = spawnSync('schemathesis', ['--version']).error === undefined;
const CHECKS = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
/** A stream does not end. */
const ENDLESS = 'live';
const EXAMPLES = 12;
const SEED = 7;

let folder: string;
let server: ServerProcess;
let caller: ApiCaller;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-fuzz-'));
  server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
  await server.untilStoring();
  caller = await adminOf(server);
}, 120_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** With a token for each, so that a caller's limits do not answer in place of the routes. */
const METHODS = [['GET'], ['POST'], ['PUT', 'PATCH'], ['DELETE']];

describe('the API under requests made from its document', () => {
  (present ? it : it.skip).each(METHODS.map((methods) => [methods.join(', '), methods] as const))(
    'never fails, and answers nothing that the document does not say: %s [schemathesis]',
    async (_title, methods) => {
      const { token } = await adminOf(server);
      const said = await run([
        'run',
        `${caller.origin}/api/v1/openapi.json`,
        ...['--header', `Authorization: Bearer ${token}`],
        ...methods.flatMap((method) => ['--include-method', method]),
        ...['--checks', CHECKS, '--max-examples', String(EXAMPLES), '--seed', String(SEED), '--workers', '1'],
        ...['--phases', 'examples,coverage,fuzzing', '--exclude-operation-id', ENDLESS],
        ...['--generation-database', 'none', '--warnings', 'off', '--no-color', '--continue-on-failure'],
      ]);
      expect(said.code === 0 ? '' : said.text).toBe('');
      expect(said.text).toMatch(/\d+ generated/);
    },
  );
});

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const child = spawn('schemathesis', [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}
