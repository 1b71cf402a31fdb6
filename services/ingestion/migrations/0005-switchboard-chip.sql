-- Which chip a board has, as its pins differ; null: not known.
alter table switchboard_setting add column chip text check (chip in ('esp32', 'esp32-s3', 'esp32-c3'));
