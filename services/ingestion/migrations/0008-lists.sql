-- What lists are read by, each page from where the one before ended. Texts sort as their bytes, whatever the locale.
create index site_by_name on site (tenant_id, name collate "C", id);
create index location_by_name on location (tenant_id, name collate "C", id);
create index device_by_location on device (tenant_id, location_id) where location_id is not null;
create index device_by_profile on device (tenant_id, profile_id, profile_version);
create index device_by_enrolment on device (tenant_id, enrolled_by) where enrolled_by is not null;
create index credential_by_site on credential (tenant_id, site_id, id) where kind = 'enrolment';
