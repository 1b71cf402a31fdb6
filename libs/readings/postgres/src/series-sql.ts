/** $1 tenant, $2 device, $3 from, $4 to, $5 metric. Should a device's lifetime class have changed, one instant may have two rows. */
const VALUES_OF_METRIC = `
  select distinct on (measured_at) measured_at, "values" -> $5::text as value
  from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3 and measured_at < $4 and "values" -> $5::text is not null
  order by measured_at, position desc`;

/** A time in ms since 1970. */
export const MS_OF = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;

/** $6 points at most. */
export const PAGE_SQL = `
  select ${MS_OF('measured_at')} as at, value from (${VALUES_OF_METRIC}) v order by measured_at limit $6`;

/** $1 tenant, $2 devices, $3 how far behind the newest reading, in ms. */
export const LATEST_SQL = `
  select device.id as device, ${MS_OF('newest.measured_at')} as at, merged.values
  from unnest($2::uuid[]) as device(id)
  cross join lateral (
    select measured_at from readings.reading
    where tenant_id = $1 and device_id = device.id
    order by measured_at desc limit 1
  ) newest
  cross join lateral (
    select json_object_agg(key, value) as values
    from (
      select distinct on (each.key) each.key, each.value
      from readings.reading r cross join lateral json_each(r."values") each
      where r.tenant_id = $1 and r.device_id = device.id and r.measured_at <= newest.measured_at
        and r.measured_at >= newest.measured_at - make_interval(secs => $3::float8 / 1000)
      order by each.key, r.measured_at desc, r.position desc
    ) v
  ) merged`;
