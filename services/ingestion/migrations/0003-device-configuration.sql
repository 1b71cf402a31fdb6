-- What is set down about a device beyond its registration: a battery's make, a board's switches. What devices tell of
-- themselves (state, last seen) is in their readings and not here.

-- Who acts: what the transaction has set as fieldline.actor, else the database's own user.
create function acting() returns text language sql stable as $$
  select coalesce(nullif(current_setting('fieldline.actor', true), ''), current_user::text)
$$;

-- Keeps created_at, created_by, updated_at and updated_by. A row written again as it was is not changed by it.
create function audit() returns trigger language plpgsql as $$
declare
  audited constant text[] := array['created_at', 'created_by', 'updated_at', 'updated_by'];
begin
  if tg_op = 'INSERT' then
    new.created_at := clock_timestamp();
    new.created_by := registry.acting();
    new.updated_at := new.created_at;
    new.updated_by := new.created_by;
    return new;
  end if;
  new.created_at := old.created_at;
  new.created_by := old.created_by;
  if to_jsonb(new) - audited = to_jsonb(old) - audited then
    new.updated_at := old.updated_at;
    new.updated_by := old.updated_by;
  else
    new.updated_at := clock_timestamp();
    new.updated_by := registry.acting();
  end if;
  return new;
end $$;

-- Above 0 and finite; NaN, which PostgreSQL sorts above all, is neither.
create domain positive as double precision check (value > 0 and value < 'Infinity');

create table battery_configuration (
  tenant_id tenant_key not null,
  device_id ulid not null,
  chemistry text not null check (chemistry in ('LFP', 'NMC', 'LCO', 'NCA')),
  nominal_capacity_ah positive not null,
  nominal_voltage_v positive not null,
  max_charge_power_w positive not null,
  max_discharge_power_w positive not null,
  series_cells integer not null check (series_cells >= 1),
  parallel_cells integer not null check (parallel_cells >= 1),
  rack_position text check (length(rack_position) between 1 and 120),
  installed_on date,
  commissioned_on date,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, device_id) references device (tenant_id, id),
  constraint battery_configuration_dates check (commissioned_on >= installed_on)
);
create index battery_configuration_by_update on battery_configuration (updated_at);

-- What has not changed for five years (B4). A device may come back, and be archived again.
create table battery_configuration_archive (
  like battery_configuration including constraints,
  archived_at timestamptz not null,
  primary key (tenant_id, device_id, archived_at),
  foreign key (tenant_id, device_id) references device (tenant_id, id)
);

create table switchboard_setting (
  tenant_id tenant_key not null,
  device_id ulid not null,
  update_interval_s integer not null default 30 check (update_interval_s between 1 and 86400),
  -- Rises with each change to the board's switches, so that the audit columns tell of those, too.
  revision integer not null default 1 check (revision > 0),
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, device_id) references device (tenant_id, id)
);

create table device_switch (
  tenant_id tenant_key not null,
  device_id ulid not null,
  -- The metric that tells its state.
  id text not null check (id ~ '^[a-z][A-Za-z0-9]{0,63}$'),
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('light', 'fan', 'projector', 'ac', 'computer', 'outlet')),
  primary key (tenant_id, device_id, id),
  foreign key (tenant_id, device_id) references switchboard_setting (tenant_id, device_id)
);

-- One row a pin, so that no pin of a device serves two ends, be they buttons or relays.
create table device_switch_pin (
  tenant_id tenant_key not null,
  device_id ulid not null,
  switch_id text not null,
  role text not null check (role in ('button', 'relay')),
  -- GPIO 0–39 of an ESP32, 0–48 of an ESP32-S3 (data sheets).
  gpio integer not null check (gpio between 0 and 48),
  constraint device_switch_pin_once primary key (tenant_id, device_id, gpio),
  constraint device_switch_pin_role unique (tenant_id, device_id, switch_id, role),
  foreign key (tenant_id, device_id, switch_id) references device_switch (tenant_id, device_id, id) on delete cascade
);

create trigger audit before insert or update on battery_configuration for each row execute function audit();
create trigger audit before insert or update on switchboard_setting for each row execute function audit();
create trigger immutable before update on battery_configuration_archive for each row execute function refuse_change();
