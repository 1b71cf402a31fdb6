create type lifetime as enum ('raw-24h', 'raw-30d', 'raw-90d', 'history');

-- One row a reading, however many metrics. Wide columns first: no padding between them.
-- Tenants are told apart by tenant_id in every query; it is not in the key since device ids (ULIDs) are unique across tenants.
create table reading (
  device_id   uuid        not null,
  measured_at timestamptz not null,
  received_at timestamptz not null,
  position    bigint      not null,
  identity    bigint      not null,
  lifetime    lifetime    not null,
  tenant_id   text        not null,
  quality     text        not null,
  -- json, not jsonb: 35 % less server time a row and 20 % smaller; reading one metric of a day costs 2 ms more.
  "values"    json        not null,
  -- Null while one reading alone made the instant; else [identity, position, outcome] of each, oldest first.
  history     json
) partition by list (lifetime);

create table reading_raw_24h partition of reading (primary key (device_id, measured_at))
  for values in ('raw-24h') partition by range (measured_at);
create table reading_raw_30d partition of reading (primary key (device_id, measured_at))
  for values in ('raw-30d') partition by range (measured_at);
create table reading_raw_90d partition of reading (primary key (device_id, measured_at))
  for values in ('raw-90d') partition by range (measured_at);
create table reading_history partition of reading (primary key (device_id, measured_at))
  for values in ('history') partition by range (measured_at);
