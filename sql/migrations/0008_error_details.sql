-- Up Migration

alter table jobs add column error_details jsonb;
comment on column jobs.error_details is 'What programs may want to know of the error besides its code: the budget that stood in the way.';
