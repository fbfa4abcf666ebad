-- Up Migration

-- Dead letters by their reason. Nothing is written to it when a job goes well.
create index jobs_failed_by_error on jobs (error_code, id desc) where status = 'failed';
