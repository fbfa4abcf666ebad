-- Only the job row has an attempt that has an answer or still runs. Only the ledger may have an attempt of an earlier
-- version, which stored no attempts.
create or replace function job_timeline(p_job_id text) returns table (
  attempt integer, outcome text, started_at timestamptz, ended_at timestamptz, model text, error_code text,
  error_message text, process_id text, has_cost boolean, prompt_tokens integer, cached_tokens integer,
  completion_tokens integer, reasoning_tokens integer, total_tokens integer, cost text, currency text, estimated boolean,
  latency_ms integer
) language sql stable rows 10 as $$
  select n.attempt,
         coalesce(a.outcome, case when last.id is not null and last.status <> 'queued' then last.status end),
         case when a.job_id is not null then a.started_at
              else coalesce(last.attempt_started_at, case when n.attempt = 1 then j.started_at end) end,
         coalesce(a.ended_at, last.finished_at, case when last.status is distinct from 'running' then l.created_at end),
         coalesce(l.model, a.model, last.model),
         coalesce(a.error_code, case when a.job_id is null and last.finished_at is not null then last.error_code end),
         coalesce(a.error_message, case when a.job_id is null and last.finished_at is not null then last.error_message end),
         coalesce(a.process_id, case when a.job_id is null then last.process_id end),
         l.job_id is not null, l.prompt_tokens, l.cached_tokens, l.completion_tokens, l.reasoning_tokens, l.total_tokens,
         l.cost::text, l.currency, l.estimated, l.latency_ms
  from jobs j
  cross join lateral (
    select known.attempt from job_attempts known where known.job_id = j.id
    union select known.attempt from usage_ledger known where known.job_id = j.id
    union select j.attempt where j.attempt > 0) n
  left join job_attempts a on a.job_id = j.id and a.attempt = n.attempt
  left join usage_ledger l on l.job_id = j.id and l.attempt = n.attempt
  left join jobs last on last.id = j.id and last.attempt = n.attempt
  where j.id = p_job_id
$$;
comment on function job_timeline is 'The attempts of a job: those that ended without an answer, those with a cost, and the last one.';
