import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { OperatorError } from '@fieldline/platform';

export interface MigrationFile {
  /** 1, 2, 3 … without gaps. */
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  /** Hex, over the text with LF line ends, so that a checkout with CRLF is the same file. */
  readonly sha256: string;
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** The migrations of a folder in order. Throws OperatorError for a file name or number out of line. */
export async function readMigrationFiles(folder: URL): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name, index) => readMigrationFile(folder, name, index + 1)));
}

async function readMigrationFile(folder: URL, fileName: string, expectedId: number): Promise<MigrationFile> {
  const [, digits, name] = FILE_NAME.exec(fileName) ?? [];
  if (digits === undefined || name === undefined) {
    throw new OperatorError(`migration '${fileName}' must be named NNNN-name.sql`);
  }
  const id = Number(digits);
  if (id !== expectedId) {
    throw new OperatorError(`migration '${fileName}' is out of order: number ${expectedId} was expected`);
  }
  const url = new URL(fileName, folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`));
  const sql = (await readFile(url, 'utf8')).replaceAll('\r\n', '\n');
  return { id, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}
