import { OperatorError } from '@fieldline/platform';
import type { Registry, RegistryStore } from '@fieldline/ingestion';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWhole } from '../start/write-whole.js';

const keySchema = z.strictObject({ id: z.string(), profile: z.string(), key: z.string() });

/** An enrolment key that every `--lan` start shows again; `lan.json` in the data folder, for its owner alone. */
export type LanKey = z.infer<typeof keySchema>;

export interface LanKeyParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  readonly file: string;
}

/** What the first device of a newcomer most often is. */
const PROFILE = 'air-station';

/** The key of an earlier start while it is good, else a new one. */
export async function lanKey({ registry, store, file }: LanKeyParts, tenantId: string, site: string): Promise<LanKey> {
  const known = await readKey(file);
  const { id: siteId } = (await store.siteByName(tenantId, site)) ?? {};
  const keys = siteId === undefined ? [] : await store.credentials(tenantId, siteId);
  if (known !== undefined && keys.some(({ id, revoked }) => id === known.id && !revoked)) return known;
  const made = await registry.issueCredential.enrolmentKey(tenantId, site, PROFILE);
  const key: LanKey = { id: made.id, profile: PROFILE, key: made.key };
  await writeWhole(file, `${JSON.stringify(key)}\n`);
  return key;
}

async function readKey(file: string): Promise<LanKey | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new OperatorError(`cannot read ${file}: ${error.message}`, { cause: error });
  });
  if (text === undefined) return undefined;
  const parsed = keySchema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw new OperatorError(`${file} holds no enrolment key; remove it to get a new one`);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema says so
  }
}
