-- The ledger: which records were applied, and what became of each device's readings. Written by the writer alone, a
-- batch a transaction. No foreign keys to the registry: a record counts even where its device is not known (any more).

-- One row a partition, not a tenant: partitions hold the records of all tenants.
create table consumer_position (
  consumer_group text not null,
  topic text not null,
  partition integer not null check (partition >= 0),
  epoch bigint not null check (epoch > 0),
  next_offset bigint not null check (next_offset >= 0),
  updated_at timestamptz not null default now(),
  primary key (consumer_group, topic, partition)
);

create table receipt (
  tenant_id tenant_key not null,
  device_id ulid not null,
  run_id ulid not null,
  stream text not null check (stream in ('reading', 'refused')),
  last_n bigint not null check (last_n > 0),
  applied bigint not null check (applied between 1 and last_n),
  -- [{ "from": 3, "to": 4 }, …]: numbers up to last_n that were not applied.
  gaps jsonb not null default '[]' check (jsonb_typeof(gaps) = 'array'),
  primary key (device_id, stream, run_id)
);

create table device_ledger (
  tenant_id tenant_key not null,
  device_id ulid primary key,
  stored bigint not null default 0,
  duplicate bigint not null default 0,
  superseded bigint not null default 0,
  expired bigint not null default 0,
  refused bigint not null default 0,
  shed bigint not null default 0,
  refused_values bigint not null default 0,
  clock_unsynced bigint not null default 0,
  repeated_records bigint not null default 0,
  updated_at timestamptz not null default now()
);

create table device_recent (
  device_id ulid primary key,
  recent json not null
);

-- Refused messages with their bytes, within the quota.
create table dead_letter (
  tenant_id tenant_key not null,
  device_id ulid not null,
  site_id ulid not null,
  kind text not null,
  run_id ulid not null,
  -- Receipt number; of its own stream, so (run_id, n) alone is not unique.
  n bigint not null,
  stream text not null check (stream in ('reading', 'refused')),
  log_offset bigint not null,
  received_at timestamptz not null,
  topic text not null,
  rule text not null,
  reason jsonb not null,
  -- Receipt number of the accepted reading that a refused value belongs to.
  reading_n bigint,
  size integer not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  payload bytea not null,
  constraint dead_letter_once unique (tenant_id, device_id, stream, run_id, n)
);
create index dead_letter_by_time on dead_letter (tenant_id, device_id, received_at desc);
-- For the quota, which is asked by either.
create index dead_letter_size_by_device on dead_letter (device_id) include (size);
create index dead_letter_size_by_site on dead_letter (site_id) include (size);

-- Refused messages beyond the quota: counted, the last one's hash kept.
create table dead_letter_overflow (
  tenant_id tenant_key not null,
  device_id ulid not null,
  rule text not null,
  -- UTC.
  day date not null,
  count bigint not null check (count > 0),
  last_hash text not null,
  last_at timestamptz not null,
  primary key (tenant_id, device_id, rule, day)
);

-- Runs of the process; `clean` says that it stopped in order.
create table ingestion_log (
  run_id ulid primary key,
  started_at timestamptz not null,
  stopped_at timestamptz,
  clean boolean not null default false,
  version text not null,
  updated_at timestamptz not null default now(),
  constraint ingestion_log_end check (not clean or stopped_at is not null)
);

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;
create trigger touch before update on ingestion_log for each row execute function touch_updated_at();
create trigger touch before update on consumer_position for each row execute function touch_updated_at();
create trigger touch before update on device_ledger for each row execute function touch_updated_at();
