-- Up Migration

-- What 0024 has added, for the rows from before: they count as answers, but for those whose job tells that they were none.
update usage_ledger l set is_answer = false
from jobs j
where j.id = l.job_id and is_answer and not (j.status = 'completed' and j.attempt = l.attempt);

-- The sums are computed again, by the next runs of the rollup. Until then usage is read from the ledger.
update usage_rollup_state set closed_until = 'epoch', version = version + 1;
