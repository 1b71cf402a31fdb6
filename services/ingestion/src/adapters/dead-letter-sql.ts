/** By rule: what is kept, and what is counted alone. Conditions of letters and of counts are the caller's. */
export function reasonsSql(letters: string, counted: string): string {
  return `
select rule, sum(kept) as kept, sum(replayed) as replayed, sum(beyond) as beyond, count(distinct device_id) as devices,
  (extract(epoch from max(last_at)) * 1000)::bigint as last_ms
from (
  select rule, device_id, count(*) as kept, count(replayed_at) as replayed, 0 as beyond, max(received_at) as last_at
  from registry.dead_letter letter where ${letters} group by 1, 2
  union all
  select rule, counted.device_id, 0, 0, sum(count), max(last_at)
  from registry.dead_letter_overflow counted
  left join registry.device device on device.tenant_id = counted.tenant_id and device.id = counted.device_id
  where ${counted} group by 1, 2
) as parts
group by rule
order by sum(kept) + sum(beyond) desc, rule`;
}

export const STAND_IN_SQL = `select stand_in_ms from registry.dead_letter where id = $1`;

export const TAKEN_SQL = `
select stand_in_ms, stand_in_count from registry.dead_letter
where device_id = $1 and stand_in_ms between $2::bigint - 10000 and $3`;

export const TAKE_STAND_IN_SQL = `update registry.dead_letter set stand_in_ms = $2, stand_in_count = $3 where id = $1`;

export const MARK_SQL = `
update registry.dead_letter letter set replayed_at = to_timestamp($4::bigint / 1000.0), replayed_by = $5,
  replayed_hash = mark.hash, replay_id = $6
from unnest($2::bigint[], $3::text[]) as mark (id, hash)
where letter.id = mark.id and letter.tenant_id = $1`;

/** The letter's row becomes one of those that are counted alone. */
export const DISCARD_SQL = `
with gone as (
  delete from registry.dead_letter
  where id = $3 and tenant_id = $1 and ($2::text[] is null or site_id = any ($2))
  returning tenant_id, device_id, rule, received_at, hash
), counted as (
  insert into registry.dead_letter_overflow as known (tenant_id, device_id, rule, day, count, last_hash, last_at)
  select tenant_id, device_id, rule, (received_at at time zone 'UTC')::date, 1, hash, received_at from gone
  on conflict (tenant_id, device_id, rule, day) do update set
    count = known.count + 1,
    last_hash = case when excluded.last_at > known.last_at then excluded.last_hash else known.last_hash end,
    last_at = greatest(known.last_at, excluded.last_at)
)
select count(*) as gone from gone`;
