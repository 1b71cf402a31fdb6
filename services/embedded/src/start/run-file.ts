import { readFile, rm } from 'node:fs/promises';
import type { LinkAddress } from '@fieldline/device-link';
import { writeWhole } from './write-whole.js';

interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** What other programs on this machine need to know of a running server; `run.json` in its data folder. */
export interface RunFacts {
  readonly pid: number;
  readonly runId: string;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly version: string;
  readonly addresses: readonly LinkAddress[];
  readonly http: HostPort & { readonly scheme: 'http' | 'https' };
  readonly metrics: HostPort;
  readonly postgres: { readonly url: string };
}

export function writeRunFile(file: string, facts: RunFacts): Promise<void> {
  return writeWhole(file, `${JSON.stringify(facts, null, 2)}\n`);
}

export async function readRunFile(file: string): Promise<RunFacts> {
  return JSON.parse(await readFile(file, 'utf8')) as RunFacts;
}

export async function removeRunFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
