-- The registry: what exists, whose it is, who may speak for it. Every table is keyed by tenant, and foreign keys carry
-- the tenant, so that nothing of one tenant can refer to another's.

create domain ulid as text check (value ~ '^[0-9A-HJKMNP-TV-Z]{26}$');
create domain tenant_key as text check (value ~ '^[a-z0-9][a-z0-9-]{0,31}$');
create domain profile_key as text check (value ~ '^[a-z0-9][a-z0-9._-]{0,63}$');

create function touch() returns trigger language plpgsql as $$
begin
  new.created_at := old.created_at;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % never change; add a new version', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create table tenant (
  id tenant_key primary key,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table site (
  tenant_id tenant_key not null references tenant (id),
  id ulid not null unique,
  name text not null check (length(name) between 1 and 120),
  -- IANA; the program checks the name against its own time zone data.
  time_zone text not null check (time_zone ~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'),
  -- ISO 4217.
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- 'history' keeps the raw values of all devices of the site without end; null leaves it to each profile.
  lifetime text check (lifetime = 'history'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint site_name_unique unique (tenant_id, name)
);

create table location (
  tenant_id tenant_key not null references tenant (id),
  id ulid not null unique,
  site_id ulid not null,
  -- A room, a rack position, a street corner.
  name text not null check (length(name) between 1 and 120),
  latitude_deg double precision check (latitude_deg between -90 and 90),
  longitude_deg double precision check (longitude_deg between -180 and 180),
  altitude_m double precision,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, site_id) references site (tenant_id, id),
  constraint location_name_unique unique (tenant_id, site_id, name),
  constraint location_coordinates check ((latitude_deg is null) = (longitude_deg is null))
);

create table profile (
  tenant_id tenant_key not null references tenant (id),
  id profile_key not null,
  version integer not null check (version > 0),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id, version)
);

create table device (
  tenant_id tenant_key not null references tenant (id),
  id ulid not null unique,
  -- 'enrol' is the user name of those who have no secret yet.
  external_id text not null check (external_id ~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$' and external_id <> 'enrol'),
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('device', 'esp32', 'sensor', 'gateway')),
  -- One interface: neither a group address nor all zeros.
  mac macaddr check ((mac & '01:00:00:00:00:00') = '00:00:00:00:00:00' and mac <> '00:00:00:00:00:00'),
  site_id ulid not null,
  location_id ulid,
  profile_id profile_key not null,
  profile_version integer not null,
  gateway_id ulid check (gateway_id <> id),
  enrolled_by ulid,
  firmware text check (length(firmware) between 1 and 120),
  ip inet,
  status text not null default 'unknown' check (status in ('unknown', 'online', 'offline', 'error', 'maintenance')),
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint device_external_id_unique unique (tenant_id, external_id),
  constraint device_mac_unique unique (tenant_id, mac),
  foreign key (tenant_id, site_id) references site (tenant_id, id),
  foreign key (tenant_id, location_id) references location (tenant_id, id),
  foreign key (tenant_id, profile_id, profile_version) references profile (tenant_id, id, version),
  foreign key (tenant_id, gateway_id) references device (tenant_id, id)
);
create index device_by_site on device (tenant_id, site_id);
create index device_by_gateway on device (tenant_id, gateway_id) where gateway_id is not null;

create table sensor (
  tenant_id tenant_key not null references tenant (id),
  -- The maker's or the network's own name of it.
  id text not null check (length(id) between 1 and 120),
  device_id ulid,
  name text not null check (length(name) between 1 and 120),
  manufacturer text,
  location_id ulid,
  status text not null default 'active' check (length(status) between 1 and 40),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, device_id) references device (tenant_id, id),
  foreign key (tenant_id, location_id) references location (tenant_id, id)
);
create index sensor_by_device on sensor (tenant_id, device_id) where device_id is not null;

create table credential (
  tenant_id tenant_key not null references tenant (id),
  id ulid not null unique,
  site_id ulid not null,
  kind text not null check (kind in ('device', 'enrolment')),
  device_id ulid,
  profile_id profile_key,
  profile_version integer,
  -- HMAC-SHA-256 under the server key, hex: the secret itself is nowhere.
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz,
  revoked boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, site_id) references site (tenant_id, id),
  foreign key (tenant_id, device_id) references device (tenant_id, id),
  foreign key (tenant_id, profile_id, profile_version) references profile (tenant_id, id, version),
  constraint credential_of_device check ((kind = 'device') = (device_id is not null)),
  constraint credential_of_enrolment check (
    (kind = 'enrolment') = (profile_id is not null) and (profile_id is null) = (profile_version is null)
  )
);
create index credential_by_device on credential (tenant_id, device_id) where device_id is not null;

alter table device add constraint device_enrolled_by
  foreign key (tenant_id, enrolled_by) references credential (tenant_id, id);

-- Changes on their way to the log, written in the transaction of the change itself and removed once the log has them.
create table outbox (
  position bigint generated always as identity primary key,
  tenant_id tenant_key not null,
  topic text not null,
  key text not null,
  value bytea not null
);

create trigger touch before update on tenant for each row execute function touch();
create trigger touch before update on site for each row execute function touch();
create trigger touch before update on location for each row execute function touch();
create trigger touch before update on device for each row execute function touch();
create trigger touch before update on sensor for each row execute function touch();
create trigger touch before update on credential for each row execute function touch();
create trigger immutable before update or delete on profile for each row execute function refuse_change();
