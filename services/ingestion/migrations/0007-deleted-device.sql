-- Devices that were taken away with their data: written before anything else of it, so that what a crash cut off is
-- finished at the next start. Counts and receipts of the ledger stay, and the auditor knows by this table why the
-- readings that they count are gone.
create table deleted_device (
  tenant_id tenant_key not null references tenant (id),
  id ulid primary key,
  external_id text not null,
  deleted_at timestamptz not null,
  deleted_by text not null check (length(deleted_by) between 1 and 200),
  -- Null while its data is being taken away.
  finished_at timestamptz
);
create index deleted_device_unfinished on deleted_device (deleted_at) where finished_at is null;
