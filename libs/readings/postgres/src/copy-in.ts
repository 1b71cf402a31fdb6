import type { PoolClient } from '@fieldline/relational';
import { from } from 'pg-copy-streams';

/** Sends a whole COPY in one piece. Rejects with the driver's error; the buffer is free again when it settles. */
export function copyIn(client: PoolClient, sql: string, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(from(sql));
    stream.once('error', reject);
    stream.once('finish', resolve);
    stream.end(data);
  });
}
