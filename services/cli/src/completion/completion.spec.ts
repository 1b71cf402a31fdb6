import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { runFieldline } from '../program.js';
import { bashScript, fishScript, zshScript } from './scripts.js';
import { wordsOf } from './words.js';
import { systemClock, systemRandom } from '@fieldline/platform';

const run = promisify(execFile);

let script: string;

beforeAll(async () => {
  script = await printed('bash');
});

async function printed(shell: string): Promise<string> {
  let text = '';
  const out = { write: (part: string | Uint8Array) => void (text += String(part)) };
  const surroundings = {
    clock: systemClock,
    random: systemRandom,
    env: {},
    folder: '/',
    signal: new AbortController().signal,
  };
  expect(await runFieldline(['completion', shell], { ...surroundings, out, err: out })).toBe(0);
  return text;
}

/** What bash offers for a line whose last word is being typed. */
async function offered(...line: readonly string[]): Promise<readonly string[]> {
  const words = line.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _fieldline; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-u', '-c', `${script}\n${ask}`]);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('completion in bash', () => {
  it('offers nouns, then verbs, then options', async () => {
    expect(await offered('fieldline', 'de')).toEqual(
      ['device', 'dead-letter'].sort((one) => (one === 'device' ? -1 : 1)),
    );
    expect(await offered('fieldline', 'device', '')).toEqual(
      expect.arrayContaining(['list', 'add', 'import', 'show', 'change', 'disable', 'enable', 'secret', 'delete']),
    );
    expect(await offered('fieldline', 'device', 'secret', 'n')).toEqual(['new']);
    expect(await offered('fieldline', 'device', 'list', '--st')).toEqual(['--state']);
  });

  it('goes by words behind options and names alike', async () => {
    expect(await offered('fieldline', 'dead-letter', 'replay', 'AZq', '--ren')).toEqual(['--rename']);
    expect(await offered('fieldline', 'site', 'change', 'Home', '--cur')).toEqual(['--currency']);
  });

  it('offers files where an option wants a value', async () => {
    expect(await offered('fieldline', 'export', 'my-pack', '--out', '/etc/host')).toContain('/etc/hosts');
    expect(await offered('fieldline', 'export', 'my-pack', '--out', '--')).not.toContain('--metric');
  });
});

describe('completion in any shell', () => {
  const odd = new Command('fieldline').addCommand(
    new Command('say').description(`it's "$HOME" \`x\``).option('--loud <n>', "isn't quiet"),
  );

  it('knows every command and option of the program', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const text = await printed(shell);
      for (const word of ['enrolment-key', 'receipts', 'expires-in-days', 'replay-all']) expect(text).toContain(word);
    }
  });

  it('quotes what stands in descriptions', async () => {
    const words = wordsOf(odd);
    const fish = fishScript(words);
    expect(fish).toContain(`'it'\\''s "$HOME" \`x\`'`);
    for (const text of [bashScript(words), zshScript(words)]) await run('bash', ['-n', '-c', text]);
  });
});
