-- Up Migration

alter table conversations
  add last_job_id text,
  add last_request_hash text,
  add last_answered_at timestamptz;
comment on column conversations.last_request_hash is 'What the last accepted turn asked, so that the same request again can attach to its job. Null once that job has failed or was cancelled.';
comment on column conversations.last_answered_at is 'When the last accepted turn was answered; null until then.';

alter table jobs
  add uncounted_attempts integer not null default 0,
  add model_index integer not null default 0,
  add model_failures integer not null default 0,
  add callback_url text;
comment on column jobs.attempt is 'The number of the last attempt. It only ever grows: it is the fence that keeps late writers out.';
comment on column jobs.uncounted_attempts is 'Attempts that do not count against the limit: those before the job was taken out of the dead letters, and those that asked no model because its circuit was open.';
comment on column jobs.model_index is 'Which model answers: 0 the one asked for, n the n-th fallback.';
comment on column jobs.model_failures is 'Failed attempts with this model.';
create unique index jobs_one_running on jobs (conversation_id) where status = 'running';
create index jobs_of_user on jobs (user_id, id desc);
create index jobs_dead on jobs (id desc) where status = 'failed';

alter table usage_ledger add estimated boolean not null default false;
comment on column usage_ledger.estimated is 'Counted by a tokenizer, since the call was cut off before the model could report.';
