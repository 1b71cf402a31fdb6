import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresRegistryStore } from '@fieldline/ingestion/adapters';
import { systemClock, systemRandom, ulid } from '@fieldline/platform';
import { PostgresReadingStore } from '@fieldline/readings-postgres';
import { crc32c } from '@node-rs/crc32';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AuditedSystem } from './audited-system.contract.js';

const AT = Date.parse('2017-03-20T06:43:49Z');
const SECONDS_FOR_SETUP = 60_000;

describe('the auditor', () => {
  let system: AuditedSystem;

  beforeAll(async () => {
    system = await AuditedSystem.start();
  }, SECONDS_FOR_SETUP);
  afterAll(() => system.stop());

  /** A device with ten readings and two refusals, all written. */
  async function deviceWithReadings(count = 10): Promise<string> {
    const deviceId = system.newDevice();
    const readings = Array.from({ length: count }, (_, at) =>
      system.reading({
        deviceId,
        n: at + 1,
        measuredAt: AT + at,
        values: { voltage: 3.5 + at / 100, state: 'a\nb\\"{' },
      }),
    );
    await system.log([...readings, system.refusal(deviceId, 1), system.refusal(deviceId, 2)]);
    return deviceId;
  }

  it('finds nothing in what was written as it should be', async () => {
    await deviceWithReadings(100);
    const report = await system.audit();
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      lost: 0,
      duplicated: 0,
      pending: 0,
      checked: 100,
      stored: 100,
      devices: 1,
    });
  });

  it('knows repetitions, corrections and additions at one instant for what they are', async () => {
    const deviceId = system.newDevice();
    const at = { deviceId, measuredAt: AT };
    await system.log([
      system.reading({ ...at, n: 1, values: { voltage: 3.5, current: 1 } }),
      system.reading({ ...at, n: 2, values: { voltage: 3.6 } }),
      system.reading({ ...at, n: 3, values: { voltage: 3.5, current: 1 }, identity: 1, seq: 1 }),
      system.reading({ ...at, n: 4, values: { temperature: 25 } }),
    ]);
    expect((await system.audit()).problems).toEqual([]);
  });

  /** Late, passed over, repeated, corrected and restarted: 3 out of order, 2 restarts, 2 numbers missing. */
  async function deviceWithCourse(boots: readonly (number | null)[]): Promise<string> {
    const deviceId = system.newDevice();
    const sent = [
      ...[
        { at: 0, seq: 10 },
        { at: 1, seq: 11 },
        { at: 5, seq: 15 },
        { at: 2, seq: 12 },
        { at: 2, seq: 12, identity: 4 },
      ],
      ...[
        { at: 1, seq: 11, identity: 99 },
        { at: 3, seq: 13 },
        { at: 6, seq: 0, boot: 1 },
        { at: 8, seq: 2, boot: 1 },
      ],
      { at: 9, seq: 1, boot: 2 },
    ];
    const readings = sent.map(({ at, seq, boot = 0, ...rest }, place) => {
      const values = { voltage: 3.5 + place / 100 };
      return system.reading({
        deviceId,
        n: place + 1,
        measuredAt: AT + at,
        seq,
        boot: boots[boot] ?? null,
        values,
        ...rest,
      });
    });
    await system.log(readings);
    return deviceId;
  }

  it('counts order, restarts and gaps for itself, whether a device tells its boots or not', async () => {
    for (const boots of [
      [1, 2, 3],
      [null, null, null],
    ]) {
      const deviceId = await deviceWithCourse(boots);
      expect((await system.audit()).problems).toEqual([]);
      const { rows } = await system.pool.query(
        'select duplicate, superseded, out_of_order, restarts, missing from registry.device_ledger where device_id = $1',
        [deviceId],
      );
      expect(rows).toEqual([{ duplicate: '1', superseded: '1', out_of_order: '3', restarts: '2', missing: '2' }]);
    }
  });

  it('passes over a record that the log has twice', async () => {
    const deviceId = system.newDevice();
    const record = system.reading({ deviceId, n: 1, measuredAt: AT, values: { voltage: 3.5 } });
    await system.log([record, record]);
    expect((await system.audit()).problems).toEqual([]);
  });

  it('counts as pending what the writer has not come to', async () => {
    const deviceId = system.newDevice();
    await system.log([system.reading({ deviceId, n: 1, measuredAt: AT, values: { voltage: 3.5 } })], false);
    expect(await system.audit()).toMatchObject({ ok: true, pending: 1 });
    await system.log([]);
    expect(await system.audit()).toMatchObject({ ok: true, pending: 0 });
  });

  it('holds acknowledgements against store and log, singly and in runs', async () => {
    const deviceId = await deviceWithReadings();
    await register(deviceId, 'cell-1');
    await expectAcknowledged([{ device: 'cell-1', ts: AT, seq: 1, count: 10, stepMs: 1 }], {
      checked: 10,
      stored: 10,
      missing: 0,
    });
    await expectAcknowledged(
      [
        { device: 'cell-1', ts: AT },
        { device: 'cell-1', ts: AT + 10 },
      ],
      { checked: 2, stored: 1, missing: 1 },
    );
    await expectAcknowledged([{ device: 'nobody', ts: AT }], { checked: 0 });
  });

  async function expectAcknowledged(lines: readonly object[], expected: Record<string, number>): Promise<void> {
    const file = path.join(system.folder, 'acked.jsonl');
    // A generator that was killed leaves half a line.
    writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"device":"ce`);
    const report = await system.audit(file);
    const missing = expected['missing'] ?? lines.length;
    expect(report).toMatchObject({ ok: missing === 0, lost: missing, acknowledged: expected });
  }

  async function register(deviceId: string, externalId: string): Promise<void> {
    await system.pool.query("insert into registry.tenant (id, name) values ('default', 'x') on conflict do nothing");
    await system.pool.query(
      `insert into registry.site (tenant_id, id, name, time_zone, currency) values ('default', $1, 'x', 'UTC', 'EUR') on conflict do nothing`,
      [system.siteId],
    );
    await system.pool.query(
      `insert into registry.profile (tenant_id, id, version, body) values ('default', 'battery-cell', 1, '{}') on conflict do nothing`,
    );
    await system.pool.query(
      `insert into registry.device (tenant_id, id, external_id, name, type, site_id, profile_id, profile_version)
       values ('default', $1, $2, $2, 'device', $3, 'battery-cell', 1)`,
      [deviceId, externalId, system.siteId],
    );
  }

  describe('finds planted damage:', () => {
    const TABLES = ['readings.reading', 'registry.receipt', 'registry.device_ledger', 'registry.dead_letter'];

    /** Plants by SQL, audits, and puts back what was there. */
    async function afterSql(sql: string, values: readonly unknown[]) {
      expect((await system.audit()).problems).toEqual([]);
      for (const table of TABLES) await system.pool.query(`create table ${table}_kept as table ${table}`);
      try {
        const planted = await system.pool.query(sql, [...values]);
        expect(planted.rowCount).toBeGreaterThan(0);
        return await system.audit();
      } finally {
        for (const table of TABLES) {
          await system.pool.query(`delete from ${table}`);
          await system.pool.query(`insert into ${table} overriding system value select * from ${table}_kept`);
          await system.pool.query(`drop table ${table}_kept`);
        }
      }
    }

    it('a row that was removed', async () => {
      const report = await afterSql('delete from readings.reading where measured_at = to_timestamp($1)', [
        (AT + 7) / 1000,
      ]);
      expect(report.ok).toBe(false);
      expect(report.lost).toBeGreaterThan(0);
      expect(report.problems[0]?.says).toContain('2017-03-20T06:43:49.007Z is in the log and not in the store');
    });

    it('a value that was changed', async () => {
      const deviceId = await deviceWithReadings();
      const report = await afterSql(
        `update readings.reading set "values" = '{"voltage":9}' where device_id = ${uuidOf(deviceId)} and measured_at = to_timestamp($1)`,
        [AT / 1000],
      );
      expect(report).toMatchObject({ ok: false, different: 1, lost: 0 });
      expect(report.problems[0]?.says).toContain('voltage is 3.5 and 9');
    });

    it('a row that no record made', async () => {
      const report = await afterSql(
        `insert into readings.reading select device_id, measured_at + interval '1 s', received_at, position, identity, lifetime, tenant_id, quality, "values", history
         from readings.reading where measured_at = to_timestamp($1) limit 1`,
        [AT / 1000],
      );
      expect(report).toMatchObject({ ok: false, invented: 1 });
    });

    it('a receipt counted twice', async () => {
      const deviceId = await deviceWithReadings();
      const report = await afterSql(
        `update registry.receipt set last_n = 11, applied = 11 where device_id = $1 and stream = 'reading'`,
        [deviceId],
      );
      expect(report.ok).toBe(false);
      expect(report.problems.map(({ kind }) => kind)).toEqual(['unbalanced', 'unbalanced']);
    });

    it('a receipt that was never applied', async () => {
      const deviceId = await deviceWithReadings();
      const report = await afterSql(
        `update registry.receipt set applied = 9, gaps = '[{"from":4,"to":4}]' where device_id = $1 and stream = 'reading'`,
        [deviceId],
      );
      expect(report).toMatchObject({ ok: false, lost: 1 });
      expect(report.problems[0]?.says).toContain('1 of 1…10 were never applied (4)');
    });

    it('a ledger that does not balance, and a dead letter gone', async () => {
      const deviceId = await deviceWithReadings();
      const ledger = await afterSql('update registry.device_ledger set stored = stored + 1 where device_id = $1', [
        deviceId,
      ]);
      expect(ledger).toMatchObject({ ok: false, unbalanced: 1 });
      const letters = await afterSql('delete from registry.dead_letter where device_id = $1 and n = 2', [deviceId]);
      expect(letters).toMatchObject({ ok: false, unbalanced: 1 });
    });

    it.each(['out_of_order', 'restarts', 'missing'])('a ledger whose %s is wrong', async (column) => {
      const deviceId = await deviceWithCourse([1, 2, 3]);
      const report = await afterSql(
        `update registry.device_ledger set ${column} = ${column} + 1 where device_id = $1`,
        [deviceId],
      );
      expect(report).toMatchObject({ ok: false, unbalanced: 1 });
    });

    it('a destroyed byte of the log', async () => {
      await deviceWithReadings(100);
      const file = segments(system.journalFolder).find((name) => readFileSync(name).length > 4000) as string;
      const bytes = readFileSync(file);
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(40) ^ 0xff, 40);
      writeFileSync(file, damaged);
      const report = await system.audit();
      writeFileSync(file, bytes);
      expect(report.ok).toBe(false);
      expect(report.lost + report.damaged + report.invented).toBeGreaterThan(0);
    });

    it('a record taken out of the log without a trace in the bytes around it', async () => {
      const deviceId = await deviceWithReadings(20);
      const file = segments(system.journalFolder).find((name) => readFileSync(name).includes(deviceId)) as string;
      const bytes = readFileSync(file);
      const frames = framesOf(bytes);
      const victim = frames.findIndex((frame) => frame.includes(deviceId)) + 5;
      writeFileSync(file, Buffer.concat(frames.filter((_, at) => at !== victim)));
      const report = await system.audit();
      writeFileSync(file, bytes);
      expect(report).toMatchObject({ ok: false, lost: 1, invented: 1 });
    });

    it('a receipt number given to two records', async () => {
      const deviceId = await deviceWithReadings(3);
      const file = segments(system.journalFolder).find((name) => readFileSync(name).includes(deviceId)) as string;
      const bytes = readFileSync(file);
      const frames = framesOf(bytes);
      const victim = frames.findIndex((frame) => frame.includes(deviceId)) + 2;
      writeFileSync(
        file,
        Buffer.concat(frames.map((frame, at) => (at === victim ? renumbered(frame, ',3,', ',2,') : frame))),
      );
      const report = await system.audit();
      writeFileSync(file, bytes);
      expect(report).toMatchObject({ ok: false, duplicated: 1 });
    });

    it('nothing at all once everything is put back', async () => {
      expect((await system.audit()).problems).toEqual([]);
    });
  });

  describe('of a device that was taken away', () => {
    /** As the server does it; `until` cuts it off. */
    async function takeAway(externalId: string, until?: 'readings'): Promise<void> {
      const { deletions } = new PostgresRegistryStore({ pool: () => system.pool });
      const stamp = () => ({ eventId: ulid(systemClock, systemRandom), occurredAt: systemClock.now() });
      const stamps = { ...stamp(), further: stamp };
      const key = { tenantId: 'default', externalId, by: 'admin' };
      const deletion = await deletions.begin(key, () => undefined, stamps);
      if (deletion === undefined) throw new Error(`there is no device ${externalId}`);
      await new PostgresReadingStore({ pool: system.pool, clock: systemClock }).deleteDevice('default', deletion.id);
      if (until === 'readings') return;
      await deletions.remove(deletion, stamps);
      await deletions.done(deletion, systemClock.now());
    }

    it.each([undefined, 'readings' as const])('calls nothing lost, also when that was cut off: %s', async (until) => {
      const name = `gone-${until ?? 'whole'}`;
      const deviceId = await deviceWithReadings(20);
      await register(deviceId, name);
      await takeAway(name, until);
      const report = await system.audit();
      expect(report.problems).toEqual([]);
      expect(report).toMatchObject({ ok: true, lost: 0, unbalanced: 0 });
      expect(report.removed).toBeGreaterThanOrEqual(20);
    });

    it('counts what was acknowledged as gone with it, also when a new one has its name', async () => {
      const deviceId = await deviceWithReadings(20);
      await register(deviceId, 'twice');
      await takeAway('twice');
      const lines = [{ device: 'twice', ts: AT, seq: 1, count: 20, stepMs: 1 }];
      await expectAcknowledged(lines, { checked: 20, stored: 0, missing: 0, removed: 20 });
      await register(await deviceWithReadings(5), 'twice');
      await expectAcknowledged(lines, { checked: 20, stored: 5, missing: 0, removed: 15 });
    });

    it('still finds what was lost of others, and receipts that are missing of its own', async () => {
      const deviceId = await deviceWithReadings(20);
      await register(deviceId, 'watched');
      await takeAway('watched');
      const receipts = [deviceId];
      const change = `update registry.receipt set applied = applied - 1, gaps = '[{"from":2,"to":2}]'
        where device_id = $1 and stream = 'reading'`;
      await system.pool.query(change, receipts);
      expect(await system.audit()).toMatchObject({ ok: false, lost: 1 });
      await system.pool.query(
        `update registry.receipt set applied = applied + 1, gaps = '[]' where device_id = $1 and stream = 'reading'`,
        receipts,
      );
    });
  });
});

function uuidOf(ulid: string): string {
  let bits = 0n;
  for (const letter of ulid) bits = bits * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter));
  return `'${bits.toString(16).padStart(32, '0')}'::uuid`;
}

function segments(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('telemetry.reading.v1') && name.endsWith('.seg'))
    .map((name) => path.join(folder, name));
}

function framesOf(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32LE(at) + 8;
    frames.push(bytes.subarray(at, at + size));
    at += size;
  }
  return frames;
}

/** Changes a text of the same length in a frame and makes its checksum right again. */
function renumbered(frame: Buffer, from: string, to: string): Buffer {
  const changed = Buffer.from(frame.toString('latin1').replace(from, to), 'latin1');
  changed.writeUInt32LE(crc32c(changed.subarray(8)), 4);
  return changed;
}
