import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeVersionProblem } from '../../setup.mjs';
import { ROOT, SetupError, explained } from './workspace.mjs';

const SETUP = path.join(ROOT, 'setup.mjs');

describe('nodeVersionProblem', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.21.0'])('finds none in %s', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  it.each(['v12.22.12', 'v18.20.4', 'v20.18.3', 'v9.0.0'])('says in one line that %s is too old', (version) => {
    expect(nodeVersionProblem(version)).toMatch(
      new RegExp(`^Fieldline needs Node 20.19 or newer, this is ${version}\\..*$`),
    );
  });

  it('can be asked by Nodes that know neither node: modules nor optional chaining', () => {
    expect(readFileSync(SETUP, 'utf8')).not.toMatch(/'node:|\?\.|\?\?|^await/m);
  });
});

describe('explained', () => {
  it.each([
    ['EACCES', 'there is no permission to write there'],
    ['EROFS', 'the file system is read-only'],
    ['ENOSPC', 'the disk is full'],
  ])('says in one line what %s means', (code, meaning) => {
    const error = explained(Object.assign(new Error('x'), { code }), 'the/folder');
    expect(error).toBeInstanceOf(SetupError);
    expect(error.message).toBe(`cannot write to the/folder: ${meaning} (${code})`);
  });

  it('leaves any other error as it is', () => {
    const error = new Error('x');
    expect(explained(error, 'the/folder')).toBe(error);
  });
});

describe('setup.mjs', () => {
  let tree;
  const inTree = (...parts) => path.join(tree, ...parts);
  const output = () => inTree('libs', 'one', 'dist', 'index.js');
  const run = (...args) => spawnSync(process.execPath, ['setup.mjs', ...args], { cwd: tree, encoding: 'utf8' });
  const writeJson = (file, value) => writeFileSync(inTree(file), JSON.stringify(value));

  /** A workspace of one package, whose compiler is this tree's. */
  beforeAll(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'fieldline-setup-'));
    cpSync(SETUP, inTree('setup.mjs'));
    cpSync(path.join(ROOT, '.ci', 'setup'), inTree('.ci', 'setup'), { recursive: true });
    mkdirSync(inTree('libs', 'one', 'src'), { recursive: true });
    mkdirSync(inTree('services'));
    const typescript = `file:${path.join(ROOT, 'node_modules', 'typescript')}`;
    writeJson('package.json', {
      private: true,
      type: 'module',
      workspaces: ['libs/*'],
      devDependencies: { typescript },
    });
    writeJson('tsconfig.base.json', {
      compilerOptions: { composite: true, module: 'nodenext', strict: true, types: [] },
    });
    writeJson('tsconfig.json', { files: [], references: [{ path: './libs/one' }] });
    writeJson('libs/one/package.json', { name: 'one', version: '1.0.0', type: 'module' });
    writeJson('libs/one/tsconfig.json', {
      extends: '../../tsconfig.base.json',
      compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.tsbuildinfo' },
      include: ['src'],
    });
    writeFileSync(inTree('libs', 'one', 'src', 'index.ts'), 'export const answer: number = 1;\n');
    const locked = spawnSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: tree, encoding: 'utf8' });
    if (locked.status !== 0) throw new Error(locked.stderr);
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('installs and builds in a fresh clone, and says so', () => {
    const { status, stdout, stderr } = run('build');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(
      /installing packages …\n.*installing packages took .* s\n.*building …\n.*building took .* s\n$/,
    );
    expect(existsSync(output())).toBe(true);
  });

  it('does and says nothing when nothing is missing', () => {
    const before = statSync(output()).mtimeMs;
    expect(run('build')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(statSync(output()).mtimeMs).toBe(before);
  });

  it('builds again when a source changed, or when its output is gone', () => {
    writeFileSync(inTree('libs', 'one', 'src', 'index.ts'), 'export const answer: number = 42;\n');
    expect(run('build').status).toBe(0);
    expect(readFileSync(output(), 'utf8')).toContain('42');
    rmSync(inTree('libs', 'one', 'dist'), { recursive: true });
    expect(run('build').status).toBe(0);
    expect(existsSync(output())).toBe(true);
  });

  it('builds pages with Vite, and again when only a style changed', () => {
    const page = inTree('services', 'page');
    const viteOfTree = createRequire(path.join(ROOT, 'services', 'dashboard', 'package.json'));
    mkdirSync(path.join(page, 'node_modules'), { recursive: true });
    symlinkSync(path.dirname(viteOfTree.resolve('vite/package.json')), path.join(page, 'node_modules', 'vite'));
    writeFileSync(path.join(page, 'vite.config.ts'), 'export default {};\n');
    writeFileSync(path.join(page, 'index.html'), '<link rel="stylesheet" href="/page.css" />\n');
    writeFileSync(path.join(page, 'page.css'), 'p { color: red; }\n');
    expect(run('build')).toMatchObject({ status: 0 });
    const built = () => readFileSync(path.join(page, 'dist', 'index.html'), 'utf8');
    const before = built();
    expect(before).toContain('/assets/');
    writeFileSync(path.join(page, 'page.css'), 'p { color: green; }\n');
    expect(run('build')).toMatchObject({ status: 0 });
    expect(built()).not.toBe(before);
    expect(run('build').stderr).toBe('');
  });

  it('installs again when the lock file asks for something else, or an installation was cut off', () => {
    const text = readFileSync(inTree('package-lock.json'), 'utf8');
    const lock = JSON.parse(text);
    lock.packages['node_modules/absent'] = { version: '1.0.0' };
    writeFileSync(inTree('package-lock.json'), JSON.stringify(lock));
    expect(run('build').stderr).toContain('installing');
    writeFileSync(inTree('package-lock.json'), text);
    rmSync(inTree('node_modules', '.package-lock.json'), { force: true });
    expect(run('build')).toMatchObject({ status: 0, stderr: expect.stringContaining('installing') });
  });

  it('does not install what was installed by hand', () => {
    const lock = JSON.parse(readFileSync(inTree('package-lock.json'), 'utf8'));
    writeFileSync(inTree('package-lock.json'), JSON.stringify(lock, undefined, 4));
    expect(run('build').stderr).not.toContain('installing');
  });

  it('ends with what the compiler said when the build fails, and with exit code 1', () => {
    writeFileSync(inTree('libs', 'one', 'src', 'index.ts'), 'export const answer: number = "x";\n');
    const { status, stderr } = run('build');
    expect(status).toBe(1);
    expect(stderr).toContain('the build (tsc -b) failed\nlibs/one/src/index.ts(1,14): error TS2322');
    writeFileSync(inTree('libs', 'one', 'src', 'index.ts'), 'export const answer: number = 1;\n');
  });

  it('waits for a set-up that runs already, and takes over one whose process is gone', async () => {
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(inTree('.setup-lock'), String(holder.pid));
    const waiting = spawn(process.execPath, ['setup.mjs', 'build'], { cwd: tree });
    const said = await new Promise((resolve) => waiting.stderr.once('data', (data) => resolve(String(data))));
    expect(said).toBe(`fieldline: waiting for the set-up that runs already (process ${holder.pid}) …\n`);
    holder.kill();
    const code = await new Promise((resolve) => waiting.once('exit', resolve));
    expect(code).toBe(0);
    expect(existsSync(inTree('.setup-lock'))).toBe(false);
  });

  it.each([
    ['nothing', []],
    ['a misspelt task', ['sart']],
    ['what every object has', ['constructor']],
  ])('explains its use when asked for %s', (_what, args) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toBe('fieldline: usage: node setup.mjs start|test|build [arguments]\n');
  });
});
