import { it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openRecording, readRecording } from './recording-file.js';
it('probe', async () => {
  const root = '/work/shared/data';
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name)).filter((f) => !f.includes('payloads')).sort();
  const out: string[] = [];
  for (const file of files) {
    const opened = await openRecording(file, allPacks.flatMap((p) => p.replays));
    if (opened.mapping === undefined) { out.push(`${path.basename(file)} SKIP ${opened.reason}`); continue; }
    const t = performance.now();
    let rows = 0, readings = 0, missing = 0; const metrics = new Map(opened.mapping.profile.metrics.map((m) => [m.metric, m])); const bad = new Map<string, string>(); const devices = new Set<string>(); let first = '', last = '';
    for await (const row of readRecording(opened)) { rows++; missing += row.missing; if (!row.reading) continue; readings++; devices.add(row.reading.externalId);
      first ||= JSON.stringify(row.reading); last = JSON.stringify(row.reading);
      for (const [k, v] of Object.entries(row.reading.values)) { const m = metrics.get(k); for (const e of Array.isArray(v) ? v : [v]) if (!m || (m.type.startsWith('number') && !(typeof e === 'number' && e >= (m.min ?? -Infinity) && e <= (m.max ?? Infinity))) || (m.type==='boolean' && typeof e !== 'boolean') || (m.states && !m.states.includes(e as string))) bad.set(k, String(e)); } }
    out.push(`${path.basename(file)} ${opened.mapping.id} rows ${rows} readings ${readings} missing ${missing} ${[...devices]} ${Math.round(performance.now() - t)} ms BAD ${JSON.stringify([...bad])}\n   ${first.slice(0, 300)}\n   ${last.slice(0, 200)}`);
  }
  console.log(out.join('\n'));
}, 120000);
