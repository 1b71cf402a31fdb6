-- What the order, the counts and the boots of a device's readings tell; counted from this migration on.
alter table device_ledger
  add column out_of_order bigint not null default 0,
  add column missing bigint not null default 0,
  add column restarts bigint not null default 0,
  add column unchanged bigint not null default 0,
  -- What the writer remembers for these four.
  add column course json;

-- For those that have become too old.
create index dead_letter_by_age on dead_letter (received_at);
