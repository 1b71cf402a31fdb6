-- False for devices with readings from before this migration: those from before 0004 are not in the four counts.
alter table device_ledger add column course_whole boolean not null default true;
update device_ledger set course_whole = false where stored + duplicate + superseded + expired > 0;
