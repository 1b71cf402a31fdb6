import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { consoleBlocks } from './console-blocks.js';
import type { DocShell } from './doc-shell.js';
import { DocWorld } from './doc-world.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const DOCS = '.github/docs';
const LINK = /\]\(([^)\s]+)\)/g;

const documents = [
  'README.md',
  ...readdirSync(path.join(ROOT, DOCS), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => path.join(DOCS, file)),
];
const textOf = (document: string) => readFileSync(path.join(ROOT, document), 'utf8');

function leadsSomewhere(document: string, target: string): boolean {
  const [file = '', heading] = target.split('#');
  const linked = file === '' ? document : path.join(path.dirname(document), file);
  if (!existsSync(path.join(ROOT, linked))) return false;
  return heading === undefined || headingsOf(textOf(linked)).includes(heading);
}

/** As GitHub names them in addresses. */
function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

let world: DocWorld;

beforeAll(async () => {
  world = await DocWorld.open();
}, 180_000);

afterAll(async () => {
  await world.close();
});

describe.each(documents)('%s', (document) => {
  const blocks = consoleBlocks(textOf(document));
  let shell: DocShell;

  beforeAll(() => {
    shell = world.shell();
  });

  afterAll(() => {
    shell.close();
  });

  it('links to files, and headings in them, that are there', () => {
    const missing = [...textOf(document).matchAll(LINK)]
      .map(([, target]) => target as string)
      .filter((target) => !/^\w+:/.test(target) && !leadsSomewhere(document, target));
    expect(missing).toEqual([]);
  });

  for (const { line, commands, notRun, exits, isStopped } of blocks) {
    if (notRun !== undefined) {
      it.skip(`line ${line} is not run: ${notRun}`, () => undefined);
      continue;
    }
    it(`line ${line} does what it shows`, async () => {
      await world.serverIs(isStopped ? 'stopped' : 'running');
      for (const command of commands) {
        const expectedCode = command === commands.at(-1) ? exits : 0;
        const { code, lines, missing } = await world.run(shell, command, expectedCode);
        const told = `line ${command.line}: ${command.command}\nprinted:\n${lines.join('\n')}`;
        if (missing !== undefined) throw new Error(`'${missing}' was not printed in its place by ${told}`);
        if (code !== expectedCode) throw new Error(`exit code ${code}, not ${expectedCode}, by ${told}`);
      }
    });
  }
});
