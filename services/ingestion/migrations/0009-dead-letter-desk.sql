-- The dead-letter desk: letters are found by any filter, replayed once, and replayed many at a time.

alter table dead_letter
  add column id bigint generated always as identity,
  -- When the accepted reading was measured that a refused value belongs to, or the reading that the store could not take;
  -- ms since 1970, as exact as the record has it.
  add column measured_ms bigint,
  add column quality text check (quality in ('good', 'arrival-time', 'clock-unsynced')),
  -- The instants, ms since 1970, that stand in for times which the letter does not tell. Chosen before its first replay
  -- and kept: a replay that is repeated has to fall on the same ones.
  add column stand_in_ms bigint,
  add column stand_in_count integer check (stand_in_count > 0),
  add column replayed_at timestamptz,
  add column replayed_by text,
  -- SHA-256 of what was sent, hex.
  add column replayed_hash text check (replayed_hash ~ '^[0-9a-f]{64}$'),
  -- The job that did it, if any.
  add column replay_id ulid,
  add constraint dead_letter_id unique (id),
  add constraint dead_letter_stand_in check ((stand_in_ms is null) = (stand_in_count is null)),
  add constraint dead_letter_replayed check (
    (replayed_at is null) = (replayed_by is null) and (replayed_at is null) = (replayed_hash is null)
    and (replay_id is null or replayed_at is not null)
  );

drop index if exists dead_letter_by_time;
create index dead_letter_by_time on dead_letter (tenant_id, received_at, id);
create index dead_letter_by_device on dead_letter (tenant_id, device_id, received_at, id);
create index dead_letter_by_site on dead_letter (tenant_id, site_id, received_at, id);
create index dead_letter_by_rule on dead_letter (tenant_id, rule, received_at, id);
create index dead_letter_by_kind on dead_letter (tenant_id, kind, received_at, id);
create index dead_letter_waiting on dead_letter (tenant_id, received_at, id) where replayed_at is null;
create index dead_letter_replayed on dead_letter (tenant_id, received_at, id) where replayed_at is not null;
create index dead_letter_stand_in on dead_letter (device_id, stand_in_ms) where stand_in_ms is not null;

-- Replays of all letters of a filter. One runs at a time in a tenant.
create table dead_letter_replay (
  tenant_id tenant_key not null references tenant (id),
  id ulid not null unique,
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  filter jsonb not null check (jsonb_typeof(filter) = 'object'),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  -- What who started it may see; null: all sites.
  sites text[],
  started_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  total bigint not null check (total >= 0),
  accepted bigint not null default 0,
  refused_again bigint not null default 0,
  -- [{ "rule", "message", "count" }, …] of those refused again.
  reasons jsonb not null default '[]' check (jsonb_typeof(reasons) = 'array'),
  -- The letter it came to last; it goes on behind it.
  after_received_at timestamptz,
  after_id bigint,
  problem text,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint dead_letter_replay_end check ((state = 'running') = (ended_at is null)),
  constraint dead_letter_replay_place check ((after_received_at is null) = (after_id is null))
);
create unique index dead_letter_replay_running on dead_letter_replay (tenant_id) where state = 'running';
create trigger touch before update on dead_letter_replay for each row execute function touch_updated_at();
