-- Up Migration

-- What 0025 has added, for the rows from before.
update jobs j
set model = coalesce((select m.metadata->>'model' from messages m where m.job_id = j.id), j.params->>'model')
where model is null and (status in ('completed', 'failed', 'cancelled') or params ? 'model');
