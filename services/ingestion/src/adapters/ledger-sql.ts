/**
 * One statement, so one transaction and one round trip a batch: moves the offset if the epoch is still ours, and only
 * then everything else. Rows come sorted by device, so that two transactions never wait for each other in a circle.
 */
export const COMMIT_SQL = `
with position as materialized (
  select epoch, next_offset from registry.consumer_position
  where consumer_group = $1 and topic = $2 and partition = $3
  for update
), moved as materialized (
  update registry.consumer_position set next_offset = $5
  where consumer_group = $1 and topic = $2 and partition = $3
    and exists (select from position where epoch = $4 and next_offset < $5)
  returning 1
), receipts as (
  insert into registry.receipt (tenant_id, device_id, run_id, stream, last_n, applied, gaps)
  select r.tenant, r.device, r.run, r.stream, r.last_n, r.applied, r.gaps::jsonb
  from unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::bigint[], $12::text[])
    as r (tenant, device, run, stream, last_n, applied, gaps)
  where exists (select from moved)
  order by r.device, r.stream, r.run
  on conflict (device_id, stream, run_id) do update
    set last_n = excluded.last_n, applied = excluded.applied, gaps = excluded.gaps
), counts as (
  insert into registry.device_ledger as ledger (tenant_id, device_id, stored, duplicate, superseded, expired, refused,
    shed, refused_values, clock_unsynced, repeated_records, out_of_order, missing, restarts, unchanged, course)
  select c.tenant, c.device, stored, duplicate, superseded, expired, refused, shed, refused_values, clock_unsynced,
    repeated_records, out_of_order, missing, restarts, unchanged, course::json
  from unnest($13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
    $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[],
    $26::bigint[], $27::bigint[], $28::text[]) as c (tenant, device, stored, duplicate, superseded, expired, refused,
    shed, refused_values, clock_unsynced, repeated_records, out_of_order, missing, restarts, unchanged, course)
  where exists (select from moved)
  order by c.device
  on conflict (device_id) do update set
    stored = ledger.stored + excluded.stored,
    duplicate = ledger.duplicate + excluded.duplicate,
    superseded = ledger.superseded + excluded.superseded,
    expired = ledger.expired + excluded.expired,
    refused = ledger.refused + excluded.refused,
    shed = ledger.shed + excluded.shed,
    refused_values = ledger.refused_values + excluded.refused_values,
    clock_unsynced = ledger.clock_unsynced + excluded.clock_unsynced,
    repeated_records = ledger.repeated_records + excluded.repeated_records,
    out_of_order = ledger.out_of_order + excluded.out_of_order,
    missing = ledger.missing + excluded.missing,
    restarts = ledger.restarts + excluded.restarts,
    unchanged = ledger.unchanged + excluded.unchanged,
    course = coalesce(excluded.course, ledger.course)
), recents as (
  insert into registry.device_recent (device_id, recent)
  select r.device, r.recent::json from unnest($29::text[], $30::text[]) as r (device, recent)
  where exists (select from moved)
  order by r.device
  on conflict (device_id) do update set recent = excluded.recent
), letters as (
  select * from jsonb_to_recordset($31::jsonb) as l (tenant text, device text, site text, kind text, run text, n bigint,
    stream text, log_offset bigint, received_at bigint, topic text, reason jsonb, reading_n bigint, measured_ms bigint, quality text, size integer,
    hash text, count bigint, payload text)
  where exists (select from moved)
), kept as (
  insert into registry.dead_letter (tenant_id, device_id, site_id, kind, run_id, n, stream, log_offset, received_at, topic,
    rule, reason, reading_n, measured_ms, quality, size, hash, payload)
  select tenant, device, site, kind, run, n, stream, log_offset, to_timestamp(received_at / 1000.0), topic,
    reason ->> 'rule', reason, reading_n, measured_ms, quality, size, hash, decode(payload, 'base64')
  from letters where payload is not null
  order by device, run, n
), overflow as (
  insert into registry.dead_letter_overflow as known (tenant_id, device_id, rule, day, count, last_hash, last_at)
  select tenant, device, reason ->> 'rule', (to_timestamp(received_at / 1000.0) at time zone 'UTC')::date, sum(count),
    (array_agg(hash order by log_offset desc))[1], to_timestamp(max(received_at) / 1000.0)
  from letters where payload is null
  group by 1, 2, 3, 4
  order by 2, 3, 4
  on conflict (tenant_id, device_id, rule, day) do update set
    count = known.count + excluded.count,
    last_hash = excluded.last_hash,
    last_at = greatest(known.last_at, excluded.last_at)
)
select epoch, next_offset from position`;

/** Raises the epoch of a partition, or begins it. */
export const ASSIGN_SQL = `
insert into registry.consumer_position (consumer_group, topic, partition, epoch, next_offset)
values ($1, $2, $3, 1, 0)
on conflict (consumer_group, topic, partition) do update set epoch = consumer_position.epoch + 1
returning epoch, next_offset`;

/**
 * Raises the epoch of a claim that is still held. It waits for a commit that is still under way in the server, and fences
 * one whose connection broke before it began.
 */
export const RESUME_SQL = `
update registry.consumer_position set epoch = epoch + 1
where consumer_group = $1 and topic = $2 and partition = $3 and epoch = $4
returning epoch, next_offset`;

/** What a kept dead letter takes beside its payload, bytes: row and indexes. */
const ROW_BYTES = 512;

export const EXPIRE_LETTERS_SQL = `
with old as materialized (
  select ctid from registry.dead_letter where received_at < $1 order by received_at limit $2 for update skip locked
), gone as (
  delete from registry.dead_letter where ctid = any (array(select ctid from old))
  returning tenant_id, device_id, site_id, rule, received_at, size, hash
), counted as (
  insert into registry.dead_letter_overflow as known (tenant_id, device_id, rule, day, count, last_hash, last_at)
  select tenant_id, device_id, rule, (received_at at time zone 'UTC')::date, count(*),
    (array_agg(hash order by received_at desc))[1], max(received_at)
  from gone
  group by 1, 2, 3, 4
  order by 2, 3, 4
  on conflict (tenant_id, device_id, rule, day) do update set
    count = known.count + excluded.count,
    last_hash = case when excluded.last_at > known.last_at then excluded.last_hash else known.last_hash end,
    last_at = greatest(known.last_at, excluded.last_at)
)
select device_id, site_id, count(*) as count, sum(size + ${ROW_BYTES}) as bytes from gone group by 1, 2`;

export const DEAD_LETTER_BYTES_SQL = `
select device_id as id, sum(size + ${ROW_BYTES}) as bytes from registry.dead_letter
where device_id = any ($1::text[]) group by 1
union all
select site_id, sum(size + ${ROW_BYTES}) from registry.dead_letter
where site_id = any ($1::text[]) group by 1`;

export const RECEIPTS_SQL = `
select tenant_id, device_id, run_id, last_n, applied, gaps from registry.receipt
where device_id = any ($1::text[]) and stream = $2`;

export const RECENTS_SQL = `
select device_id, recent::text as recent from registry.device_recent where device_id = any ($1::text[])`;

export const COURSES_SQL = `
select device_id, course::text as course from registry.device_ledger
where device_id = any ($1::text[]) and course is not null`;

export const LEDGER_SQL = `
select stored, duplicate, superseded, expired, refused, shed, refused_values, clock_unsynced, out_of_order, missing,
  restarts, unchanged
from registry.device_ledger
where tenant_id = $1 and device_id = $2`;
