-- Up Migration

alter table usage_ledger add is_answer boolean not null default true;
comment on column usage_ledger.is_answer is 'Whether the call gave the answer of its job, rather than a failure or what came too late.';

create table usage_failures (
  job_id text not null,
  attempt integer not null,
  user_id integer references users on delete set null,
  key_id text,
  model text not null,
  error_code text not null,
  created_at timestamptz not null default now(),
  primary key (job_id, attempt)
);
comment on table usage_failures is 'A row for each time that a job failed for good. It outlives the job and the user, as usage_ledger does.';
comment on column usage_failures.model is 'The model that was asked last, or was to be asked.';
create index usage_failures_in_time on usage_failures (created_at);
create index usage_failures_by_user on usage_failures (user_id, created_at);
insert into usage_failures (job_id, attempt, user_id, key_id, model, error_code, created_at)
select j.id, j.attempt, j.user_id, j.key_id,
       coalesce((select l.model from usage_ledger l where l.job_id = j.id order by l.attempt desc limit 1),
                j.params->>'model', 'unknown'),
       coalesce(j.error_code, 'unknown'), j.finished_at
from jobs j
where j.status = 'failed';

alter table usage_rollups
  add answers integer not null default 0,
  add failures integer not null default 0,
  add latency_buckets smallint[],
  add latency_counts integer[];
comment on column usage_rollups.answers is 'Model calls that gave the answer of their job.';
comment on column usage_rollups.failures is 'Jobs that failed for good.';
comment on column usage_rollups.latency_buckets is 'How long the answers took, as latency_bucket() says; null where there was none.';
comment on column usage_rollups.latency_counts is 'How many answers there are in each of the buckets.';

create view budget_shares as
select b.*, u.user_id as user_name, used.amount, used."limit",
       case when used."limit" > 0 then used.amount / used."limit" else 1 end as share
from budgets b
left join users u on u.id = b.user_id
cross join lateral (
  select case when b.window_start >= budget_window(b.period) then b.spent else 0 end as amount,
         coalesce(b.hard_limit, b.soft_limit) as "limit") used;
comment on view budget_shares is 'Budgets with what is spent of their present window, and which share that is of the hard limit, or of the soft one without it.';
