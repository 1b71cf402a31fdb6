import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REGISTRY_MIGRATIONS } from '@fieldline/ingestion/adapters';
import { migrate } from '@fieldline/relational';
import { AuditedSystem } from './audited-system.contract.js';

const AT = Date.parse('2017-03-20T06:43:49Z');
const SECONDS_FOR_SETUP = 60_000;

/** Undoes what migrations did from 0004 on, which counts order, gaps and restarts. */
const AS_BEFORE = `
  alter table registry.device_ledger drop column out_of_order, drop column missing, drop column restarts,
    drop column unchanged, drop column course, drop column course_whole;
  drop index registry.dead_letter_by_age;
  alter table registry.switchboard_setting drop column chip;
  drop table registry.deleted_device, registry.dead_letter_replay;
  drop index registry.site_by_name, registry.location_by_name, registry.device_by_location, registry.device_by_profile,
    registry.device_by_enrolment, registry.credential_by_site, registry.dead_letter_by_time,
    registry.dead_letter_by_device, registry.dead_letter_by_site, registry.dead_letter_by_rule,
    registry.dead_letter_by_kind;
  alter table registry.dead_letter drop column id, drop column measured_ms, drop column quality,
    drop column stand_in_ms, drop column stand_in_count, drop column replayed_at, drop column replayed_by,
    drop column replayed_hash, drop column replay_id;
  delete from registry.schema_migration where id >= 4`;

describe('a data folder that an earlier version wrote', () => {
  let system: AuditedSystem;

  beforeAll(async () => {
    system = await AuditedSystem.start();
  }, SECONDS_FOR_SETUP);
  afterAll(() => system.stop());

  /** Numbers from `first` on, of which one comes late and one never. */
  async function send(deviceId: string, first: number): Promise<void> {
    const sent = [0, 2, 1, 4].map((step, place) => {
      const at = first + step;
      return system.reading({
        deviceId,
        n: first + place,
        measuredAt: AT + at,
        seq: at,
        values: { voltage: 3 + at / 100 },
      });
    });
    await system.log(sent);
  }

  it('is sound before and after it was brought up to date, and with what came then', async () => {
    const [old, later] = [system.newDevice(), system.newDevice()];
    await send(old, 1);
    expect((await system.audit()).problems).toEqual([]);
    await system.pool.query(AS_BEFORE);
    expect((await system.audit()).problems).toEqual([]);
    await migrate(system.pool, REGISTRY_MIGRATIONS);
    expect((await system.audit()).problems).toEqual([]);
    await send(old, 5);
    await send(later, 1);
    expect(await system.audit()).toMatchObject({ problems: [], checked: 12 });
    const wrong = 'update registry.device_ledger set out_of_order = out_of_order + 1 where device_id = $1';
    await system.pool.query(wrong, [later]);
    expect(await system.audit()).toMatchObject({ ok: false, unbalanced: 1 });
  });
});
