-- Up Migration

create table users (
  id integer generated always as identity primary key,
  user_id text not null unique,
  name text,
  email text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table users is 'People, by the id that the caller gives them.';

create table conversations (
  id integer generated always as identity primary key,
  user_id integer not null references users on delete cascade,
  session_id text,
  title text,
  last_turn integer not null default 0,
  version uuid not null default gen_random_uuid(),
  open_jobs integer not null default 0 check (open_jobs >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, session_id)
);
comment on column conversations.last_turn is 'Number of the last accepted turn; taking the next one locks the row, so turns have the order in which they were accepted.';
comment on column conversations.version is 'Another one with every change of the answered history. Random, so that a cache filled from another database never fits.';
comment on column conversations.open_jobs is 'Jobs that have not ended. Counted under the row lock, so that of two statements at once the later one knows of the other.';
create index conversations_newest on conversations (user_id, updated_at desc, id desc);

create table jobs (
  id text primary key,
  user_id integer not null references users on delete cascade,
  conversation_id integer not null references conversations on delete cascade,
  turn integer not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  params jsonb not null default '{}',
  idempotency_key text,
  request_hash text not null,
  attempt integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  dispatched_at timestamptz not null default now(),
  lease_until timestamptz,
  deadline_at timestamptz,
  error_code text,
  error_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  unique (conversation_id, turn),
  unique (user_id, idempotency_key),
  check ((status = 'running') = (lease_until is not null)),
  check ((status in ('completed', 'failed', 'cancelled')) = (finished_at is not null))
);
comment on table jobs is 'One row a turn: what the model is still to answer, and how it ended.';
comment on column jobs.deadline_at is 'No attempt begins after it. Set by the first claim, so that an outage of the queue costs no attempts.';
create index jobs_unfinished on jobs (dispatched_at) where status in ('queued', 'running');
create index jobs_unfinished_turns on jobs (conversation_id, turn) where status in ('queued', 'running');

create table messages (
  id integer generated always as identity primary key,
  conversation_id integer not null references conversations on delete cascade,
  turn integer not null,
  role text not null check (role in ('user', 'assistant', 'system')),
  content text not null,
  metadata jsonb not null default '{}',
  job_id text unique references jobs on delete cascade,
  created_at timestamptz not null default now()
);
comment on column messages.job_id is 'The job that an assistant message answers: one answer a job.';
create index messages_in_order on messages (conversation_id, turn, id);

create table api_usage (
  id integer generated always as identity primary key,
  user_id integer not null references users on delete cascade,
  endpoint text not null,
  request_count integer not null default 0,
  last_request_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (user_id, endpoint)
);
comment on table api_usage is 'Requests by user and endpoint. POST /api/chat is counted as it is accepted.';

create table usage_ledger (
  job_id text not null,
  attempt integer not null,
  user_id integer references users on delete set null,
  model text not null,
  prompt_tokens integer not null,
  cached_tokens integer not null default 0,
  completion_tokens integer not null,
  reasoning_tokens integer not null default 0,
  total_tokens integer not null,
  cost numeric,
  latency_ms integer not null,
  created_at timestamptz not null default now(),
  primary key (job_id, attempt)
);
comment on table usage_ledger is 'A row for each model call that cost tokens. It outlives the job and the user.';
create index usage_ledger_by_user on usage_ledger (user_id, created_at);

create table usage_rollups (
  user_id integer not null references users on delete cascade,
  model text not null,
  granularity text not null check (granularity in ('hour', 'day')),
  bucket timestamptz not null,
  requests integer not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  total_tokens bigint not null,
  cost numeric,
  updated_at timestamptz not null default now(),
  primary key (user_id, model, granularity, bucket)
);
comment on table usage_rollups is 'Sums over usage_ledger, by hour and day.';

create table api_keys (
  id text primary key,
  name text,
  prefix text not null,
  key_hash text not null unique,
  scopes text[] not null,
  user_id integer references users on delete cascade,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
comment on table api_keys is 'Keys beside API_SECRET_KEY, by the hash of the key.';
