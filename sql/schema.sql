-- The schema after all migrations. Made by `npm run schema`; change it by a new migration.

create table api_keys (
  id text not null,
  name text,
  prefix text not null,
  key_hash text not null,
  scopes text[] not null,
  user_id integer,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
comment on table api_keys is 'Keys beside API_SECRET_KEY, by the hash of the key.';

create table api_usage (
  id integer generated always as identity not null,
  user_id integer not null,
  endpoint text not null,
  request_count integer not null default 0,
  last_request_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  constraint api_usage_pkey PRIMARY KEY (id),
  constraint api_usage_user_id_endpoint_key UNIQUE (user_id, endpoint),
  constraint api_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
comment on table api_usage is 'Requests by user and endpoint. POST /api/chat is counted as it is accepted.';

create table conversations (
  id integer generated always as identity not null,
  user_id integer not null,
  session_id text,
  title text,
  last_turn integer not null default 0,
  version uuid not null default gen_random_uuid(),
  open_jobs integer not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint conversations_open_jobs_check CHECK ((open_jobs >= 0)),
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint conversations_user_id_session_id_key UNIQUE (user_id, session_id)
);
CREATE INDEX conversations_newest ON public.conversations USING btree (user_id, updated_at DESC, id DESC);
comment on column conversations.last_turn is 'Number of the last accepted turn; taking the next one locks the row, so turns have the order in which they were accepted.';
comment on column conversations.version is 'Another one with every change of the answered history. Random, so that a cache filled from another database never fits.';
comment on column conversations.open_jobs is 'Jobs that have not ended. Counted under the row lock, so that of two statements at once the later one knows of the other.';

create table jobs (
  id text not null,
  user_id integer not null,
  conversation_id integer not null,
  turn integer not null,
  status text not null default 'queued'::text,
  params jsonb not null default '{}'::jsonb,
  idempotency_key text,
  request_hash text not null,
  attempt integer not null default 0,
  next_attempt_at timestamp with time zone not null default now(),
  dispatched_at timestamp with time zone not null default now(),
  lease_until timestamp with time zone,
  deadline_at timestamp with time zone,
  error_code text,
  error_message text,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint jobs_check CHECK (((status = 'running'::text) = (lease_until IS NOT NULL))),
  constraint jobs_check1 CHECK (((status = ANY (ARRAY['completed'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  constraint jobs_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint jobs_conversation_id_turn_key UNIQUE (conversation_id, turn),
  constraint jobs_pkey PRIMARY KEY (id),
  constraint jobs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint jobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint jobs_user_id_idempotency_key_key UNIQUE (user_id, idempotency_key)
);
CREATE INDEX jobs_unfinished ON public.jobs USING btree (dispatched_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX jobs_unfinished_turns ON public.jobs USING btree (conversation_id, turn) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
comment on table jobs is 'One row a turn: what the model is still to answer, and how it ended.';
comment on column jobs.deadline_at is 'No attempt begins after it. Set by the first claim, so that an outage of the queue costs no attempts.';

create table messages (
  id integer generated always as identity not null,
  conversation_id integer not null,
  turn integer not null,
  role text not null,
  content text not null,
  metadata jsonb not null default '{}'::jsonb,
  job_id text,
  created_at timestamp with time zone not null default now(),
  constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint messages_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint messages_job_id_key UNIQUE (job_id),
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text, 'system'::text])))
);
CREATE INDEX messages_in_order ON public.messages USING btree (conversation_id, turn, id);
comment on column messages.job_id is 'The job that an assistant message answers: one answer a job.';

create table usage_ledger (
  job_id text not null,
  attempt integer not null,
  user_id integer,
  model text not null,
  prompt_tokens integer not null,
  cached_tokens integer not null default 0,
  completion_tokens integer not null,
  reasoning_tokens integer not null default 0,
  total_tokens integer not null,
  cost numeric,
  latency_ms integer not null,
  created_at timestamp with time zone not null default now(),
  constraint usage_ledger_pkey PRIMARY KEY (job_id, attempt),
  constraint usage_ledger_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX usage_ledger_by_user ON public.usage_ledger USING btree (user_id, created_at);
comment on table usage_ledger is 'A row for each model call that cost tokens. It outlives the job and the user.';

create table usage_rollups (
  user_id integer not null,
  model text not null,
  granularity text not null,
  bucket timestamp with time zone not null,
  requests integer not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  total_tokens bigint not null,
  cost numeric,
  updated_at timestamp with time zone not null default now(),
  constraint usage_rollups_granularity_check CHECK ((granularity = ANY (ARRAY['hour'::text, 'day'::text]))),
  constraint usage_rollups_pkey PRIMARY KEY (user_id, model, granularity, bucket),
  constraint usage_rollups_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
comment on table usage_rollups is 'Sums over usage_ledger, by hour and day.';

create table users (
  id integer generated always as identity not null,
  user_id text not null,
  name text,
  email text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_user_id_key UNIQUE (user_id)
);
comment on table users is 'People, by the id that the caller gives them.';
