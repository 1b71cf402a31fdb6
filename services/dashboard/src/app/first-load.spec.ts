import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

/** What the build leaves; `npm test` builds first. */
const DIST = path.resolve(import.meta.dirname, '..', '..', 'dist');
const MOST_GZIPPED_BYTES = 250_000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const read = (file: string) => readFileSync(path.join(DIST, file));
const manifest = JSON.parse(read('.vite/manifest.json').toString()) as Readonly<Record<string, Chunk>>;

/** A script and all that it imports before it runs. */
function loadedBy(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the manifest has no ${name}`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) loadedBy(imported, seen);
  return seen;
}

const gzippedBytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);

describe('the first load', () => {
  const pages = manifest['index.html']?.dynamicImports ?? [];

  it('fetches at most 250 kB of gzipped script, whichever page is opened', () => {
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      const files = loadedBy(page, loadedBy('index.html'));
      expect(gzippedBytes([...files, 'theme.js'])).toBeLessThanOrEqual(MOST_GZIPPED_BYTES);
    }
  });

  it('does not fetch a page that is not opened', () => {
    const first = loadedBy('index.html');
    expect(pages.map((page) => manifest[page]?.file).filter((file) => first.has(file ?? ''))).toEqual([]);
  });

  it('runs no script within the page, which the content security policy forbids', () => {
    const html = read('index.html').toString();
    expect(html.match(/<script\b[^>]*>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script\b(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/\son\w+=|https?:\/\//);
  });
});
