-- Up Migration

-- Lists of jobs and the timeline of a job say which model was asked, also where there is no answer.
alter table jobs add model text, add attempt_started_at timestamptz;
comment on column jobs.model is 'The model that was asked last, or that the message names; null before either.';
comment on column jobs.attempt_started_at is 'When the last attempt began; started_at is of the first one.';

create or replace view job_rows as
select j.id, j.status, u.user_id, j.key_id, j.conversation_id, j.turn, j.attempt, j.uncounted_attempts,
       j.next_attempt_at, j.dispatched_at, j.lease_until, j.deadline_at, j.error_code, j.error_message, j.error_details,
       j.created_at, j.started_at, j.finished_at, j.model
from jobs j join users u on u.id = j.user_id;

-- The rare ends by themselves: nothing is written to this index when a job goes well.
create index jobs_without_answer_of_model on jobs (model, status, id desc) where status in ('failed', 'cancelled');

create table job_attempts (
  job_id text not null references jobs on delete cascade,
  attempt integer not null,
  started_at timestamptz,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('failed', 'deferred', 'released', 'lost', 'cancelled')),
  model text,
  error_code text,
  error_message text,
  process_id text,
  primary key (job_id, attempt)
);
comment on table job_attempts is 'Attempts that ended without an answer. What an attempt with an answer did stands in its job, its message and the ledger.';
comment on column job_attempts.started_at is 'Null for an attempt of a version that did not keep it.';
comment on column job_attempts.outcome is 'failed: the model or a limit did; deferred: no model was asked; released: its process gave it back; lost: its process was not heard of until its lease had ended.';
