-- Up Migration

-- What 0023 has added, for the rows from before. In a transaction of its own it keeps nobody from reading.
update conversations c
set model = coalesce((select m.metadata->>'model' from messages m where m.job_id = c.last_job_id),
                     (select j.params->>'model' from jobs j where j.id = c.last_job_id))
where c.last_job_id is not null and c.model is null;
