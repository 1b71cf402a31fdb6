-- Who may come in, and what they did about it. Every table is keyed by tenant, and foreign keys carry the tenant.

create domain ulid as text check (value ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$');
create domain tenant_key as text check (value ~ '^[a-z0-9][a-z0-9-]{0,31}$');
create domain scope as text check (value in ('read', 'write', 'admin'));
create domain sha256 as bytea check (length(value) = 32);

create function touch() returns trigger language plpgsql as $$
begin
  new.created_at := old.created_at;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create table user_account (
  tenant_id tenant_key not null,
  id ulid not null unique,
  -- Without '@', which stands before the tenant when signing in.
  name text not null check (length(name) between 2 and 50 and name !~ '[@[:cntrl:]]'),
  email text check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
  -- Algorithm, parameters, salt and key: scrypt$ln=17,r=8,p=1$...$...
  password_hash text not null check (password_hash like 'scrypt$%'),
  scope scope not null,
  -- ULIDs of the sites that the user may see; null: all of the tenant.
  sites text[],
  active boolean not null default true,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index user_account_name_unique on user_account (tenant_id, lower(name));
create unique index user_account_email_unique on user_account (tenant_id, email) where email is not null;
create trigger user_account_touch before update on user_account for each row execute function touch();

create table session (
  tenant_id tenant_key not null,
  -- SHA-256 of the cookie; the CSRF token is made from the cookie too, so neither is kept.
  digest sha256 not null unique,
  user_id ulid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  primary key (tenant_id, digest),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id) on delete cascade
);
create index session_of_user on session (tenant_id, user_id);
create index session_by_end on session (expires_at);

create table token (
  tenant_id tenant_key not null,
  id ulid not null unique,
  digest sha256 not null unique,
  name text not null check (length(name) between 1 and 120),
  scope scope not null,
  sites text[],
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz check (expires_at > created_at),
  -- To the minute.
  last_used_at timestamptz check (last_used_at = date_trunc('minute', last_used_at)),
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

-- Tries to sign in, by name, whether or not there is such a user, so that a lock tells nothing about it.
create table sign_in_try (
  tenant_id tenant_key not null,
  -- SHA-256 of the name in lower case.
  name_digest sha256 not null,
  failures integer not null check (failures >= 0),
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (tenant_id, name_digest)
);
create index sign_in_try_by_age on sign_in_try (last_at);

create table audit_entry (
  tenant_id tenant_key not null,
  id ulid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'token', 'owner', 'server', 'unknown')),
  actor_id text not null,
  actor_name text not null,
  action text not null check (action ~ '^[a-z]+(-[a-z]+)*$'),
  -- What it was done to: a user's or token's ULID, or the name that somebody tried.
  subject text not null,
  address text,
  primary key (tenant_id, id)
);
create index audit_entry_by_age on audit_entry (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit log never change' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_entry_stays before update on audit_entry for each row execute function refuse_change();

create table idempotency_record (
  tenant_id tenant_key not null,
  caller text not null,
  -- Made from the key; the key itself is not kept.
  key_digest sha256 not null,
  -- Of method, path, query and body.
  request_digest sha256 not null,
  -- The run of the process that took the request.
  run_id ulid not null,
  started_at timestamptz not null,
  -- The answer, encrypted under a key made from the Idempotency-Key; null while it is not known.
  answer bytea,
  primary key (tenant_id, caller, key_digest)
);
create index idempotency_record_by_age on idempotency_record (started_at);
