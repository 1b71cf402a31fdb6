/** $1 tenant, $2 device, $3 from, $4 to, $5 metric. Should a device's lifetime class have changed, one instant may have two rows. */
const VALUES_OF_METRIC = `
  select distinct on (measured_at) measured_at, "values" -> $5::text as value
  from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3 and measured_at < $4 and "values" -> $5::text is not null
  order by measured_at, position desc`;

const MS = `round(date_part('epoch', measured_at) * 1000)::bigint`;

/** $6 points at most, $7 spans, $8 from in ms, $9 to − from in ms. Of each span the first minimum and the first maximum. */
export const SERIES_SQL = `
  with point as materialized (
    select ${MS} as at, (value #>> '{}')::float8 as value
    from (${VALUES_OF_METRIC}) v where json_typeof(value) = 'number'
  ), spanned as materialized (
    select at, value, (at - $8::bigint) * $7::bigint / $9::bigint as span
    from point where (select count(*) from point) > $6::bigint
  ), extreme as (
    select span, min(value) as low, max(value) as high from spanned group by span
  )
  select at, value from point where (select count(*) from point) <= $6::bigint
  union all
  select min(at), value from spanned join extreme using (span) where value = low or value = high group by span, value
  order by at`;

/** $6 points at most. */
export const PAGE_SQL = `
  select ${MS} as at, value from (${VALUES_OF_METRIC}) v order by measured_at limit $6`;

/** $1 tenant, $2 devices, $3 how far behind the newest reading, in ms. */
export const LATEST_SQL = `
  select device.id as device, round(date_part('epoch', newest.measured_at) * 1000)::bigint as at, merged.values
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
