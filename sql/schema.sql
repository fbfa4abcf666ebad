-- The schema after all migrations. Made by `npm run schema`; change it by a new migration or a function.

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
  requests_per_hour integer,
  models text[],
  constraint api_keys_bound_is_no_admin CHECK (((user_id IS NULL) OR (NOT ('admin'::text = ANY (scopes))))),
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_models_check CHECK ((cardinality(models) > 0)),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_requests_per_hour_check CHECK ((requests_per_hour > 0)),
  constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX api_keys_newest ON public.api_keys USING btree (created_at DESC, id DESC);
CREATE INDEX api_keys_of_user ON public.api_keys USING btree (user_id, created_at DESC, id DESC);
comment on table api_keys is 'Keys beside API_SECRET_KEY, by the hash of the key.';
comment on column api_keys.prefix is 'The first characters of the key, to recognise it by.';
comment on column api_keys.key_hash is 'The SHA-256 of the key, which is random enough to need no slow hash.';
comment on column api_keys.user_id is 'The user for whom alone the key acts; null when it acts for all.';
comment on column api_keys.last_used_at is 'When the key was last looked up here: at most a few seconds before its last use.';
comment on column api_keys.requests_per_hour is 'A limit of the key itself, beside those of its users.';
comment on column api_keys.models is 'The only models that chats of the key may ask for: names, or beginnings with a star. Null for all.';

create table api_usage (
  id integer generated always as identity not null,
  user_id integer,
  endpoint text not null,
  request_count integer not null default 0,
  last_request_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  constraint api_usage_pkey PRIMARY KEY (id),
  constraint api_usage_user_id_endpoint_key UNIQUE NULLS NOT DISTINCT (user_id, endpoint),
  constraint api_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
comment on table api_usage is 'Requests by user and endpoint, those that named no known user without one. POST /api/chat is counted as it is accepted, the rest by the rollup.';

create table budget_reservations (
  job_id text not null,
  attempt integer not null,
  budget_id integer not null,
  amount numeric not null,
  created_at timestamp with time zone not null default now(),
  constraint budget_reservations_budget_id_fkey FOREIGN KEY (budget_id) REFERENCES budgets(id) ON DELETE CASCADE,
  constraint budget_reservations_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint budget_reservations_pkey PRIMARY KEY (job_id, attempt, budget_id)
);
CREATE INDEX budget_reservations_by_budget ON public.budget_reservations USING btree (budget_id);
comment on table budget_reservations is 'What a running model call may cost at the most, kept free until its ledger row is there or its attempt has ended without one.';
CREATE TRIGGER reservation_given_back AFTER DELETE ON public.budget_reservations FOR EACH ROW EXECUTE FUNCTION give_reservation_back();

create view budget_shares as
 SELECT b.id,
    b.user_id,
    b.period,
    b.unit,
    b.soft_limit,
    b.hard_limit,
    b.window_start,
    b.spent,
    b.reserved,
    b.created_at,
    b.updated_at,
    b.alert_percent,
    u.user_id AS user_name,
    used.amount,
    used."limit",
        CASE
            WHEN used."limit" > 0::numeric THEN used.amount / used."limit"
            ELSE 1::numeric
        END AS share
   FROM budgets b
     LEFT JOIN users u ON u.id = b.user_id
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN b.window_start >= budget_window(b.period) THEN b.spent
                    ELSE 0::numeric
                END AS amount,
            COALESCE(b.hard_limit, b.soft_limit) AS "limit") used;
comment on view budget_shares is 'Budgets with what is spent of their present window, and which share that is of the hard limit, or of the soft one without it.';

create table budgets (
  id integer generated always as identity not null,
  user_id integer,
  period text not null,
  unit text not null,
  soft_limit numeric,
  hard_limit numeric,
  window_start timestamp with time zone not null,
  spent numeric not null default 0,
  reserved numeric not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  alert_percent integer,
  constraint budgets_alert_percent_check CHECK (((alert_percent >= 1) AND (alert_percent <= 100))),
  constraint budgets_check CHECK (((soft_limit IS NOT NULL) OR (hard_limit IS NOT NULL))),
  constraint budgets_hard_limit_check CHECK ((hard_limit >= (0)::numeric)),
  constraint budgets_period_check CHECK ((period = ANY (ARRAY['day'::text, 'month'::text]))),
  constraint budgets_pkey PRIMARY KEY (id),
  constraint budgets_reserved_check CHECK ((reserved >= (0)::numeric)),
  constraint budgets_soft_limit_check CHECK ((soft_limit > (0)::numeric)),
  constraint budgets_unit_check CHECK ((unit = ANY (ARRAY['tokens'::text, 'usd'::text]))),
  constraint budgets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint budgets_user_id_period_unit_key UNIQUE NULLS NOT DISTINCT (user_id, period, unit)
);
comment on table budgets is 'Limits on what one user, or with no user the whole server, may spend in a day or a month of UTC.';
comment on column budgets.spent is 'What the ledger holds since window_start. Booked by the triggers below, in the transaction of the ledger row.';
comment on column budgets.reserved is 'The sum of the reservations, whatever window they were made in: each is spent in the window in which its call ends.';
comment on column budgets.alert_percent is 'At which share of the hard limit, or of the soft one without it, budget.alert is sent; null for the soft limit, or 80 % of the hard one.';

create table console_sessions (
  id text not null,
  token_hash text not null,
  account text not null,
  key_id text,
  user_id integer,
  owner_mark text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint console_sessions_check CHECK (((account = 'owner'::text) = (owner_mark IS NOT NULL))),
  constraint console_sessions_check1 CHECK (((account = 'owner'::text) = (user_id IS NULL))),
  constraint console_sessions_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(id) ON DELETE CASCADE,
  constraint console_sessions_pkey PRIMARY KEY (id),
  constraint console_sessions_token_hash_key UNIQUE (token_hash),
  constraint console_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX console_sessions_expiry ON public.console_sessions USING btree (expires_at);
CREATE INDEX console_sessions_newest ON public.console_sessions USING btree (created_at DESC, id DESC);
CREATE INDEX console_sessions_of_key ON public.console_sessions USING btree (key_id);
CREATE INDEX console_sessions_of_user ON public.console_sessions USING btree (user_id, created_at DESC, id DESC);
comment on table console_sessions is 'Browsers that are signed in to the console. Each holds a token in a sealed cookie.';
comment on column console_sessions.token_hash is 'The SHA-256 of the token, which is random enough to need no slow hash.';
comment on column console_sessions.account is 'Who signed in, as oauth accounts are named: owner, key:<id> or outside:<user>.';
comment on column console_sessions.key_id is 'The personal key that the person signed in with; when it ends, so does the session.';
comment on column console_sessions.user_id is 'For whom alone the session acts; null for the owner''s.';
comment on column console_sessions.owner_mark is 'Set when the owner signed in: the session ends with that API_SECRET_KEY. 32 bits derived from the key, far too few to find it by.';
comment on column console_sessions.last_used_at is 'When the session was last looked up here: at most a minute before its last use.';

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
  last_job_id text,
  last_request_hash text,
  last_answered_at timestamp with time zone,
  message_count integer not null default 0,
  expires_at timestamp with time zone,
  metadata jsonb,
  branch_of integer,
  branch_message_id integer,
  model text,
  constraint conversations_open_jobs_check CHECK ((open_jobs >= 0)),
  constraint conversations_pkey PRIMARY KEY (id),
  constraint conversations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint conversations_user_id_session_id_key UNIQUE (user_id, session_id)
);
CREATE INDEX conversations_branches ON public.conversations USING btree (branch_of, id) WHERE (branch_of IS NOT NULL);
CREATE INDEX conversations_listed ON public.conversations USING btree (user_id, updated_at DESC, id DESC) WHERE (expires_at IS NULL);
CREATE INDEX conversations_listed_in_time ON public.conversations USING btree (updated_at DESC, id DESC) WHERE (expires_at IS NULL);
CREATE INDEX conversations_of_model ON public.conversations USING btree (model, updated_at DESC, id DESC) INCLUDE (user_id) WHERE (expires_at IS NULL);
CREATE INDEX conversations_transient ON public.conversations USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX conversations_without_answer ON public.conversations USING btree (updated_at DESC, id DESC) WHERE ((expires_at IS NULL) AND (open_jobs = 0) AND (last_answered_at IS NULL) AND (last_job_id IS NOT NULL));
CREATE INDEX conversations_without_answer_of_user ON public.conversations USING btree (user_id, updated_at DESC, id DESC) WHERE ((expires_at IS NULL) AND (open_jobs = 0) AND (last_answered_at IS NULL) AND (last_job_id IS NOT NULL));
comment on column conversations.last_turn is 'Number of the last accepted turn; taking the next one locks the row, so turns have the order in which they were accepted.';
comment on column conversations.version is 'Another one with every change of the answered history. Random, so that a cache filled from another database never fits.';
comment on column conversations.open_jobs is 'Jobs that have not ended. Counted under the row lock, so that of two statements at once the later one knows of the other.';
comment on column conversations.last_request_hash is 'What the last accepted turn asked, so that the same request again can attach to its job. Null once that job has failed or was cancelled.';
comment on column conversations.last_answered_at is 'When the last accepted turn was answered; null until then.';
comment on column conversations.message_count is 'Kept by accept_message and settle_attempt, and for other writers by triggers on messages.';
comment on column conversations.expires_at is 'Of a conversation that was made for one turn: in no list, and deleted after this time once its jobs have ended.';
comment on column conversations.metadata is 'The metadata of the OpenAI-compatible API; null where nobody has made the conversation by it.';
comment on column conversations.branch_of is 'Of a branch: the conversation whose earlier turns it begins with, which may have been deleted since.';
comment on column conversations.branch_message_id is 'Of a branch: the user''s message of that conversation in whose place it goes on another way; null where it went on behind the last one.';
comment on column conversations.model is 'The model that was asked last, or that the last message names; null before either. Kept by accept_message and settle_attempt.';

create table event_subscriptions (
  id text not null,
  principal text not null,
  key_id text,
  grant_id text,
  owner_mark text,
  access text[] not null,
  user_id integer,
  event text not null,
  conversation_id integer,
  job_id text,
  url text not null,
  secret_digest text not null,
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until timestamp with time zone,
  verified_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint event_subscriptions_check CHECK ((num_nonnulls(key_id, grant_id, owner_mark) = 1)),
  constraint event_subscriptions_check1 CHECK (((sealed_previous_secret IS NULL) = (previous_secret_until IS NULL))),
  constraint event_subscriptions_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint event_subscriptions_event_check CHECK ((event = ANY (ARRAY['job.completed'::text, 'job.failed'::text]))),
  constraint event_subscriptions_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES oauth_grants(id) ON DELETE CASCADE,
  constraint event_subscriptions_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint event_subscriptions_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(id) ON DELETE CASCADE,
  constraint event_subscriptions_pkey PRIMARY KEY (id),
  constraint event_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX event_subscriptions_expiry ON public.event_subscriptions USING btree (expires_at);
CREATE INDEX event_subscriptions_newest ON public.event_subscriptions USING btree (created_at DESC, id DESC);
CREATE INDEX event_subscriptions_of_conversation ON public.event_subscriptions USING btree (conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX event_subscriptions_of_grant ON public.event_subscriptions USING btree (grant_id) WHERE (grant_id IS NOT NULL);
CREATE INDEX event_subscriptions_of_job ON public.event_subscriptions USING btree (job_id) WHERE (job_id IS NOT NULL);
CREATE INDEX event_subscriptions_of_key ON public.event_subscriptions USING btree (key_id) WHERE (key_id IS NOT NULL);
CREATE INDEX event_subscriptions_of_principal ON public.event_subscriptions USING btree (principal);
CREATE INDEX event_subscriptions_of_user ON public.event_subscriptions USING btree (user_id, created_at DESC, id DESC);
comment on table event_subscriptions is 'Clients of MCP that are told of the ends of jobs, each at a callback URL of its own (MCP Events).';
comment on column event_subscriptions.id is 'Derived from principal, url, event and arguments: who subscribes again refreshes the same row.';
comment on column event_subscriptions.principal is 'A digest of who subscribed: API_SECRET_KEY, an API key, or an app with the user for whom it acts.';
comment on column event_subscriptions.key_id is 'The API key that subscribed. With it, with the sign-in or with the API_SECRET_KEY the subscription ends.';
comment on column event_subscriptions.grant_id is 'The sign-in of the app that subscribed.';
comment on column event_subscriptions.owner_mark is 'Set when API_SECRET_KEY subscribed, as in oauth_grants.';
comment on column event_subscriptions.access is 'Scopes of which the key or sign-in must still have one when an event is sent.';
comment on column event_subscriptions.user_id is 'Whose jobs; null for those of all users.';
comment on column event_subscriptions.secret_digest is 'Tells whether a refresh brings another secret. It depends on API_SECRET_KEY.';
comment on column event_subscriptions.sealed_secret is 'What signs its events, encrypted as in webhook_endpoints.';
comment on column event_subscriptions.sealed_previous_secret is 'The secret before it was replaced, which signs as well until previous_secret_until.';
comment on column event_subscriptions.verified_at is 'When the receiver at the URL last confirmed that it wants this principal''s events.';

create table job_attempts (
  job_id text not null,
  attempt integer not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone not null,
  outcome text not null,
  model text,
  error_code text,
  error_message text,
  process_id text,
  constraint job_attempts_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint job_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['failed'::text, 'deferred'::text, 'released'::text, 'lost'::text, 'cancelled'::text]))),
  constraint job_attempts_pkey PRIMARY KEY (job_id, attempt)
);
comment on table job_attempts is 'Attempts that ended without an answer. What an attempt with an answer did stands in its job, its message and the ledger.';
comment on column job_attempts.started_at is 'Null for an attempt of a version that did not keep it.';
comment on column job_attempts.outcome is 'failed: the model or a limit did; deferred: no model was asked; released: its process gave it back; lost: its process was not heard of until its lease had ended.';

create view job_rows as
 SELECT j.id,
    j.status,
    u.user_id,
    j.key_id,
    j.conversation_id,
    j.turn,
    j.attempt,
    j.uncounted_attempts,
    j.next_attempt_at,
    j.dispatched_at,
    j.lease_until,
    j.deadline_at,
    j.error_code,
    j.error_message,
    j.error_details,
    j.created_at,
    j.started_at,
    j.finished_at,
    j.model
   FROM jobs j
     JOIN users u ON u.id = j.user_id;
comment on view job_rows is 'Jobs as the server reads them: user_id is the id that callers know the user by.';

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
  uncounted_attempts integer not null default 0,
  model_index integer not null default 0,
  model_failures integer not null default 0,
  callback_url text,
  key_id text,
  error_details jsonb,
  process_id text,
  model text,
  attempt_started_at timestamp with time zone,
  constraint jobs_check CHECK (((status = 'running'::text) = (lease_until IS NOT NULL))),
  constraint jobs_check1 CHECK (((status = ANY (ARRAY['completed'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
  constraint jobs_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint jobs_conversation_id_turn_key UNIQUE (conversation_id, turn),
  constraint jobs_pkey PRIMARY KEY (id),
  constraint jobs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint jobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint jobs_user_id_idempotency_key_key UNIQUE (user_id, idempotency_key)
);
CREATE INDEX jobs_due ON public.jobs USING btree (next_attempt_at) WHERE (status = 'queued'::text);
CREATE INDEX jobs_failed_by_error ON public.jobs USING btree (error_code, id DESC) WHERE (status = 'failed'::text);
CREATE INDEX jobs_leased ON public.jobs USING btree (lease_until) WHERE (status = 'running'::text);
CREATE INDEX jobs_of_user ON public.jobs USING btree (user_id, id DESC);
CREATE INDEX jobs_unfinished ON public.jobs USING btree (dispatched_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX jobs_unfinished_turns ON public.jobs USING btree (conversation_id, turn) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX jobs_without_answer ON public.jobs USING btree (status, id DESC) WHERE (status = ANY (ARRAY['failed'::text, 'cancelled'::text]));
CREATE INDEX jobs_without_answer_of_model ON public.jobs USING btree (model, status, id DESC) WHERE (status = ANY (ARRAY['failed'::text, 'cancelled'::text]));
CREATE INDEX jobs_without_answer_of_user ON public.jobs USING btree (user_id, status, id DESC) WHERE (status = ANY (ARRAY['failed'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX jobs_one_running ON public.jobs USING btree (conversation_id) WHERE (status = 'running'::text);
comment on table jobs is 'One row a turn: what the model is still to answer, and how it ended.';
comment on column jobs.attempt is 'The number of the last attempt. It only ever grows: it is the fence that keeps late writers out.';
comment on column jobs.deadline_at is 'No attempt begins after it. Set by the first claim, so that an outage of the queue costs no attempts.';
comment on column jobs.uncounted_attempts is 'Attempts that do not count against the limit: those before the job was taken out of the dead letters, and those that asked no model because its circuit was open.';
comment on column jobs.model_index is 'Which model answers: 0 the one asked for, n the n-th fallback.';
comment on column jobs.model_failures is 'Failed attempts with this model.';
comment on column jobs.key_id is 'The API key that asked; null for API_SECRET_KEY.';
comment on column jobs.error_details is 'What programs may want to know of the error besides its code: the budget that stood in the way.';
comment on column jobs.process_id is 'The process of the last attempt when the queue is Postgres: its death ends the lease. Null on the other queues.';
comment on column jobs.model is 'The model that was asked last, or that the message names; null before either.';
comment on column jobs.attempt_started_at is 'When the last attempt began; started_at is of the first one.';
CREATE TRIGGER reservation_ended AFTER UPDATE OF status, attempt ON public.jobs FOR EACH ROW WHEN (((old.status = 'running'::text) AND (new.status <> ALL (ARRAY['running'::text, 'cancelled'::text])))) EXECUTE FUNCTION end_reservation();

create table lost_calls (
  job_id text not null,
  attempt integer not null,
  model_index integer not null,
  due_at timestamp with time zone not null,
  constraint lost_calls_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint lost_calls_pkey PRIMARY KEY (job_id, attempt)
);
comment on table lost_calls is 'Attempts that their job was taken from before they told what their model call cost: their process died, or the job was cancelled. The row goes when the ledger has the call.';
comment on column lost_calls.due_at is 'When the worker, if it lives, has had its time to tell. From then on the sweep enters an estimate.';

create table messages (
  id integer generated always as identity not null,
  conversation_id integer not null,
  turn integer not null,
  role text not null,
  content text not null,
  metadata jsonb not null default '{}'::jsonb,
  job_id text,
  created_at timestamp with time zone not null default now(),
  items jsonb,
  constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint messages_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint messages_job_id_key UNIQUE (job_id),
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_role_check CHECK ((role = ANY (ARRAY['user'::text, 'assistant'::text, 'system'::text])))
);
CREATE INDEX messages_in_order ON public.messages USING btree (conversation_id, turn, id);
comment on column messages.job_id is 'The job that an assistant message answers: one answer a job.';
comment on column messages.items is 'The items of the turn in the shapes of OpenAI''s Responses API, where it is more than the text in content: of a user''s row all that was sent, of an assistant''s all that the model said. Null for plain text.';
CREATE TRIGGER messages_added AFTER INSERT ON public.messages REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN ((current_setting('messages.are_counted'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION count_added_messages();
CREATE TRIGGER messages_removed AFTER DELETE ON public.messages REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION count_removed_messages();

create table oauth_grants (
  id text not null,
  client_id text not null,
  key_id text,
  owner_mark text,
  user_id integer,
  scopes text[] not null,
  resource text not null,
  payload jsonb,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint oauth_grants_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(id) ON DELETE CASCADE,
  constraint oauth_grants_pkey PRIMARY KEY (id),
  constraint oauth_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX oauth_grants_expiry ON public.oauth_grants USING btree (expires_at);
CREATE INDEX oauth_grants_newest ON public.oauth_grants USING btree (created_at DESC, id DESC);
CREATE INDEX oauth_grants_of_client ON public.oauth_grants USING btree (client_id);
CREATE INDEX oauth_grants_of_key ON public.oauth_grants USING btree (key_id);
CREATE INDEX oauth_grants_of_user ON public.oauth_grants USING btree (user_id, created_at DESC, id DESC);
comment on table oauth_grants is 'What a person has allowed a client, and for whom it then acts: every token of the client hangs on it.';
comment on column oauth_grants.key_id is 'The personal key that the person signed in with; when it ends, so does what hangs on it. Null for the owner and for an outside sign-in.';
comment on column oauth_grants.owner_mark is 'Set when the owner signed in: what is given away with an API_SECRET_KEY ends with it. 32 bits derived from the key, far too few to find it by.';
comment on column oauth_grants.user_id is 'For whom alone the client acts; null when the owner lets it act for everybody.';

create table oauth_records (
  model text not null,
  id_hash text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  created_at timestamp with time zone not null default now(),
  consumed_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint oauth_records_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES oauth_grants(id) ON DELETE CASCADE,
  constraint oauth_records_pkey PRIMARY KEY (model, id_hash)
);
CREATE INDEX oauth_records_by_uid ON public.oauth_records USING btree (uid) WHERE (uid IS NOT NULL);
CREATE INDEX oauth_records_expiry ON public.oauth_records USING btree (expires_at);
CREATE INDEX oauth_records_of_grant ON public.oauth_records USING btree (grant_id);
comment on table oauth_records is 'Clients, codes, tokens and sign-ins under way, as the authorization server keeps them; by the SHA-256 of their ids, since the id of a code or token is its secret.';
comment on column oauth_records.consumed_at is 'When a code or refresh token was used: a second use is theft, and ends the grant.';

create table processes (
  id text not null,
  host text not null,
  machine text,
  pid integer not null,
  pid_started text,
  started_at timestamp with time zone not null default now(),
  heartbeat_at timestamp with time zone not null default now(),
  constraint processes_pkey PRIMARY KEY (id)
);
comment on table processes is 'The processes that run jobs when the queue is Postgres. A process without a row is dead: others delete the row of one whose heartbeat has stopped, and free what it held.';
comment on column processes.machine is 'The boot id and the pid namespace, on Linux: where these are the same, the pid tells whether the process is gone. Null elsewhere.';
comment on column processes.pid_started is 'When the pid began, in ticks since the boot: the pid of a dead process may belong to another one now.';

create table schedules (
  name text not null,
  ran_for timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  process_id text,
  constraint schedules_pkey PRIMARY KEY (name)
);
comment on table schedules is 'The workers that run by the clock when the queue is Postgres, one row each.';
comment on column schedules.ran_for is 'The firing that the last complete run was for: a later one that is past is due, however many were missed.';
comment on column schedules.process_id is 'The process that runs it now, as long as that process has a row.';

create table search_documents (
  conversation_id integer not null,
  place integer not null,
  is_title boolean not null default false,
  terms tsvector not null,
  constraint search_documents_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint search_documents_pkey PRIMARY KEY (conversation_id, place, is_title)
);
CREATE INDEX search_documents_by_terms ON public.search_documents USING gin (terms);
CREATE INDEX search_documents_titles ON public.search_documents USING btree (place) WHERE is_title;
comment on table search_documents is 'The terms of each message and title, by which searches find them. Written after the fact, so that no message waits for its index.';
comment on column search_documents.place is 'The id of the message; of a title, the newest message when it was given.';

create table search_progress (
  is_only boolean not null default true,
  message_id integer not null default 0,
  constraint search_progress_is_only_check CHECK (is_only),
  constraint search_progress_pkey PRIMARY KEY (is_only)
);
comment on table search_progress is 'One row: up to which message searches find the terms.';

create table usage_failures (
  job_id text not null,
  attempt integer not null,
  user_id integer,
  key_id text,
  model text not null,
  error_code text not null,
  created_at timestamp with time zone not null default now(),
  constraint usage_failures_pkey PRIMARY KEY (job_id, attempt),
  constraint usage_failures_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX usage_failures_by_user ON public.usage_failures USING btree (user_id, created_at);
CREATE INDEX usage_failures_in_time ON public.usage_failures USING btree (created_at);
comment on table usage_failures is 'A row for each time that a job failed for good. It outlives the job and the user, as usage_ledger does.';
comment on column usage_failures.model is 'The model that was asked last, or was to be asked.';

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
  estimated boolean not null default false,
  key_id text,
  currency text,
  price jsonb,
  is_answer boolean not null default true,
  constraint usage_ledger_check CHECK (((cost IS NULL) = (currency IS NULL))),
  constraint usage_ledger_pkey PRIMARY KEY (job_id, attempt),
  constraint usage_ledger_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX usage_ledger_by_user ON public.usage_ledger USING btree (user_id, created_at);
CREATE INDEX usage_ledger_in_time ON public.usage_ledger USING btree (created_at);
comment on table usage_ledger is 'A row for each model call that cost tokens. It outlives the job and the user.';
comment on column usage_ledger.cost is 'Exact, in the currency beside it. Null when the model has no known price.';
comment on column usage_ledger.estimated is 'Counted by a tokenizer, since the call was cut off before the model could report.';
comment on column usage_ledger.key_id is 'The API key that asked; null for API_SECRET_KEY.';
comment on column usage_ledger.price is 'What the cost was computed from: input, cachedInput and output for a million tokens.';
comment on column usage_ledger.is_answer is 'Whether the call gave the answer of its job, rather than a failure or what came too late.';
CREATE TRIGGER spending_booked AFTER INSERT ON public.usage_ledger FOR EACH ROW EXECUTE FUNCTION book_spending();
CREATE TRIGGER spending_corrected AFTER UPDATE OF total_tokens, cost ON public.usage_ledger FOR EACH ROW EXECUTE FUNCTION correct_spending();

create table usage_rollup_state (
  only_row boolean not null default true,
  closed_until timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  version integer not null default 0,
  requests_batch text not null default ''::text,
  constraint usage_rollup_state_only_row_check CHECK (only_row),
  constraint usage_rollup_state_pkey PRIMARY KEY (only_row)
);
comment on table usage_rollup_state is 'How far the rollup has come. Every step is a compare-and-set on this row.';
comment on column usage_rollup_state.closed_until is 'Rollups before it are final; from it on usage is read from the ledger. Always a whole UTC hour.';
comment on column usage_rollup_state.requests_batch is 'The last batch of requests from KV that api_usage includes.';

create table usage_rollups (
  everybody boolean not null,
  user_id integer,
  key_id text,
  model text not null,
  granularity text not null,
  bucket timestamp with time zone not null,
  requests integer not null,
  prompt_tokens bigint not null,
  cached_tokens bigint not null,
  completion_tokens bigint not null,
  reasoning_tokens bigint not null,
  total_tokens bigint not null,
  estimated_tokens bigint not null,
  unpriced_tokens bigint not null,
  cost numeric not null,
  answers integer not null default 0,
  failures integer not null default 0,
  latency_buckets smallint[],
  latency_counts integer[],
  constraint usage_rollups_granularity_check CHECK ((granularity = ANY (ARRAY['hour'::text, 'day'::text]))),
  constraint usage_rollups_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX usage_rollups_by_user ON public.usage_rollups USING btree (user_id, granularity, bucket);
CREATE INDEX usage_rollups_in_time ON public.usage_rollups USING btree (everybody, granularity, bucket);
CREATE UNIQUE INDEX usage_rollups_once ON public.usage_rollups USING btree (everybody, granularity, bucket, user_id, model, key_id) NULLS NOT DISTINCT WHERE (everybody OR (user_id IS NOT NULL));
comment on table usage_rollups is 'Sums over usage_ledger by UTC hour and day. Rows outlive their user: several rows of one bucket may then have none.';
comment on column usage_rollups.everybody is 'The sum over all users, beside their own rows.';
comment on column usage_rollups.requests is 'Model calls: ledger rows.';
comment on column usage_rollups.unpriced_tokens is 'Tokens of models without a known price: the cost is without them.';
comment on column usage_rollups.answers is 'Model calls that gave the answer of their job.';
comment on column usage_rollups.failures is 'Jobs that failed for good.';
comment on column usage_rollups.latency_buckets is 'How long the answers took, as latency_bucket() says; null where there was none.';
comment on column usage_rollups.latency_counts is 'How many answers there are in each of the buckets.';

create table user_activity (
  user_id integer not null,
  last_message_at timestamp with time zone not null,
  constraint user_activity_pkey PRIMARY KEY (user_id),
  constraint user_activity_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX user_activity_newest ON public.user_activity USING btree (last_message_at DESC, user_id DESC);
comment on table user_activity is 'When each user sent the last message, or was added before the first one. Written by note_activity, after the fact.';

create table user_deletions (
  id text not null,
  user_key integer,
  conversations_total integer not null,
  conversations integer not null default 0,
  messages integer not null default 0,
  jobs integer not null default 0,
  anonymised integer not null default 0,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint user_deletions_pkey PRIMARY KEY (id),
  constraint user_deletions_user_key_fkey FOREIGN KEY (user_key) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX user_deletions_open ON public.user_deletions USING btree (created_at) WHERE (finished_at IS NULL);
comment on table user_deletions is 'Deletions of users who had too much for one statement, and how far they have come. Nothing here names the person: the user goes by the id of the deletion until the last row is gone.';
comment on column user_deletions.anonymised is 'Rows of usage that stay, without their user.';

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
CREATE INDEX users_by_terms ON public.users USING gin (array_to_tsvector(search_terms(((((user_id || ' '::text) || COALESCE(name, ''::text)) || ' '::text) || COALESCE(email, ''::text)))));
comment on table users is 'People, by the id that the caller gives them.';

create table webhook_attempts (
  delivery_id text not null,
  attempt integer not null,
  status_code integer,
  error text,
  latency_ms integer not null,
  created_at timestamp with time zone not null default now(),
  constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE,
  constraint webhook_attempts_pkey PRIMARY KEY (delivery_id, attempt)
);
comment on table webhook_attempts is 'The log of deliveries: what the receiver answered, or why it could not be reached.';

create table webhook_deliveries (
  id text not null default ('msg_'::text || replace((gen_random_uuid())::text, '-'::text, ''::text)),
  job_id text,
  event text not null,
  url text not null,
  status text not null default 'pending'::text,
  attempt integer not null default 0,
  earlier_attempts integer not null default 0,
  next_attempt_at timestamp with time zone not null default now(),
  dispatched_at timestamp with time zone not null default now(),
  lease_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  process_id text,
  user_id integer,
  endpoint_id text,
  budget_owner integer,
  budget_window timestamp with time zone,
  data jsonb,
  subscription_id text,
  constraint webhook_deliveries_budget_check CHECK (((data IS NOT NULL) = starts_with(event, 'budget.'::text))),
  constraint webhook_deliveries_budget_owner_fkey FOREIGN KEY (budget_owner) REFERENCES users(id) ON DELETE CASCADE,
  constraint webhook_deliveries_check CHECK (((status = 'pending'::text) = (finished_at IS NULL))),
  constraint webhook_deliveries_check1 CHECK (((status = 'pending'::text) OR (lease_until IS NULL))),
  constraint webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id) ON DELETE CASCADE,
  constraint webhook_deliveries_event_check CHECK ((event = ANY (ARRAY['job.completed'::text, 'job.failed'::text, 'job.cancelled'::text, 'budget.alert'::text, 'budget.exceeded'::text, 'webhook.test'::text]))),
  constraint webhook_deliveries_job_check CHECK (((job_id IS NOT NULL) = starts_with(event, 'job.'::text))),
  constraint webhook_deliveries_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text]))),
  constraint webhook_deliveries_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES event_subscriptions(id) ON DELETE CASCADE,
  constraint webhook_deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_newest ON public.webhook_deliveries USING btree (created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_of_budget_owner ON public.webhook_deliveries USING btree (budget_owner) WHERE (budget_owner IS NOT NULL);
CREATE INDEX webhook_deliveries_of_budgets ON public.webhook_deliveries USING btree (created_at DESC, id DESC) WHERE starts_with(event, 'budget.'::text);
CREATE INDEX webhook_deliveries_of_endpoint ON public.webhook_deliveries USING btree (endpoint_id, created_at DESC, id DESC) WHERE (endpoint_id IS NOT NULL);
CREATE INDEX webhook_deliveries_of_job ON public.webhook_deliveries USING btree (job_id);
CREATE INDEX webhook_deliveries_of_subscription ON public.webhook_deliveries USING btree (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX webhook_deliveries_of_user ON public.webhook_deliveries USING btree (user_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_pending ON public.webhook_deliveries USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_undelivered ON public.webhook_deliveries USING btree (status, created_at DESC, id DESC) WHERE (status = ANY (ARRAY['pending'::text, 'failed'::text]));
CREATE INDEX webhook_deliveries_undelivered_of_user ON public.webhook_deliveries USING btree (user_id, status, created_at DESC, id DESC) WHERE (status = ANY (ARRAY['pending'::text, 'failed'::text]));
CREATE UNIQUE INDEX webhook_deliveries_of_budget ON public.webhook_deliveries USING btree (((data ->> 'period'::text)), ((data ->> 'unit'::text)), budget_window, event, endpoint_id, budget_owner) NULLS NOT DISTINCT WHERE (budget_window IS NOT NULL);
comment on table webhook_deliveries is 'One row for each end of a job with a callback URL, inserted by the statement that ends the job.';
comment on column webhook_deliveries.attempt is 'The number of the last attempt. It only ever grows: it is the fence that keeps late ones out.';
comment on column webhook_deliveries.earlier_attempts is 'Attempts before the last redelivery: they do not count against the limit.';
comment on column webhook_deliveries.process_id is 'As in jobs.';
comment on column webhook_deliveries.user_id is 'Who may see it: of a callback the user of the job, set by a trigger; of an endpoint or a subscription its user; of a test the user of the key that asked for it.';
comment on column webhook_deliveries.endpoint_id is 'The endpoint that it goes to; null for the callback URL of a job, and for a test of a URL.';
comment on column webhook_deliveries.budget_owner is 'Of an event of a budget, whose budget it is; null for the server''s. It outlives the budget, so that one that is removed and set again is not told of twice.';
comment on column webhook_deliveries.budget_window is 'Of an event of a budget, the start of the period that it tells of; null once it may be told again.';
comment on column webhook_deliveries.data is 'Of an event of a budget, its period, its unit, and the numbers as they were.';
comment on column webhook_deliveries.subscription_id is 'The subscription of a client of MCP that it goes to. Its URL is in event_subscriptions: url here is one that versions before subscriptions do not call.';
CREATE TRIGGER delivery_user_set BEFORE INSERT ON public.webhook_deliveries FOR EACH ROW EXECUTE FUNCTION set_delivery_user();

create table webhook_endpoints (
  id text not null,
  user_id integer,
  key_id text,
  url text not null,
  description text,
  events text[] not null,
  is_enabled boolean not null default true,
  disabled_reason text,
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until timestamp with time zone,
  failing_since timestamp with time zone,
  last_error text,
  last_delivered_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint webhook_endpoints_check CHECK (((NOT is_enabled) OR (disabled_reason IS NULL))),
  constraint webhook_endpoints_check1 CHECK (((sealed_previous_secret IS NULL) = (previous_secret_until IS NULL))),
  constraint webhook_endpoints_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['gone'::text, 'failing'::text, 'key_revoked'::text]))),
  constraint webhook_endpoints_events_check CHECK ((cardinality(events) > 0)),
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX webhook_endpoints_enabled ON public.webhook_endpoints USING btree (user_id) WHERE is_enabled;
CREATE INDEX webhook_endpoints_newest ON public.webhook_endpoints USING btree (created_at DESC, id DESC);
CREATE INDEX webhook_endpoints_of_key ON public.webhook_endpoints USING btree (key_id) WHERE (key_id IS NOT NULL);
CREATE INDEX webhook_endpoints_of_user ON public.webhook_endpoints USING btree (user_id, created_at DESC, id DESC);
comment on table webhook_endpoints is 'Addresses to which the events of one user, or with no user of all, are sent.';
comment on column webhook_endpoints.key_id is 'The API key that created it, with which it ends when that is revoked; null for API_SECRET_KEY.';
comment on column webhook_endpoints.sealed_secret is 'What signs its webhooks, encrypted with a key that is derived from API_SECRET_KEY.';
comment on column webhook_endpoints.sealed_previous_secret is 'The secret before the last rotation, which signs as well until previous_secret_until.';
comment on column webhook_endpoints.failing_since is 'When the first of the attempts failed since which none has succeeded.';

create function accept_message(p_job_id text, p_key_id text, p_user_id text, p_conversation_id integer, p_session_id text, p_message text, p_metadata jsonb, p_title text, p_params jsonb, p_callback_url text, p_idempotency_key text, p_request_hash text, p_content_hash text, p_repeat_seconds integer, p_rejects boolean, p_process_id text DEFAULT NULL::text, p_lease_seconds integer DEFAULT NULL::integer, p_deadline_seconds integer DEFAULT NULL::integer, p_history_max integer DEFAULT NULL::integer, p_items jsonb DEFAULT NULL::jsonb, p_expires_seconds integer DEFAULT NULL::integer, p_after_turn integer DEFAULT NULL::integer, p_endpoint text DEFAULT 'POST /api/chat'::text) returns json;  -- sql/functions/accept_message.sql
comment on function accept_message is 'Stores a user''s message and its job, and creates the user and the conversation if they are new: an accepted message always has a job. With a process id, and if it is this job''s turn, the job is stored as running for that process, and the reply contains the data that its attempt needs. Stores nothing if the request repeats an earlier one (replayed, repeated), if a budget is used up (over_budget), or if the conversation is busy (busy): the caller rejects a busy conversation, or a copy would lack an unanswered turn. Null if the conversation belongs to another user or is transient. With p_expires_seconds a new conversation is transient. With p_after_turn the message follows that turn, in a copy of the conversation unless it is the last turn.';

create function accepted_job(p_kind text, p_job_id text, p_conversation_id integer, p_turn integer, p_request_hash text, p_blocked boolean, p_claim json DEFAULT NULL::json) returns json;  -- sql/functions/accepted_job.sql
comment on function accepted_job is 'The result of accept_message and find_accepted for a job.';

create function alert_at(p_budget budgets) returns numeric;  -- sql/functions/alert_at.sql
comment on function alert_at is 'The spent amount at which a budget notifies webhook endpoints: alert_percent of the hard limit (or of the soft limit without a hard one), otherwise the soft limit, otherwise 80 % of the hard limit.';

create function answered_messages(p_conversation_id integer, p_before_turn integer, p_messages_max integer DEFAULT 200, p_bytes_max integer DEFAULT 16777216) returns SETOF messages;  -- sql/functions/answered_messages.sql
comment on function answered_messages is 'The messages of the answered turns before p_before_turn in a conversation, newest first: at most p_messages_max messages and p_bytes_max bytes. A turn without a job was copied from another conversation, or added without a model call.';

create function answered_turns(p_conversation_id integer, p_before_turn integer, p_messages_max integer, p_bytes_max integer DEFAULT 16777216) returns json;  -- sql/functions/answered_turns.sql
comment on function answered_turns is 'The messages of the answered turns before p_before_turn in a conversation, oldest first. If there are too many, only the newest.';

create function attempt_context(p_job jobs, p_history_max integer, p_cached_conversation_id integer DEFAULT NULL::integer, p_cached_version uuid DEFAULT NULL::uuid, p_cached_turn integer DEFAULT NULL::integer) returns json;  -- sql/functions/attempt_context.sql
comment on function attempt_context is 'The data that the attempt of a running job needs: the job, its message, the history unless the cached one is current, and whether a budget applies.';

create function begin_attempt(p_job_id text, p_process_id text, p_lease_seconds integer, p_deadline_seconds integer, p_history_max integer, p_cached_conversation_id integer DEFAULT NULL::integer, p_cached_version uuid DEFAULT NULL::uuid, p_cached_turn integer DEFAULT NULL::integer) returns json;  -- sql/functions/begin_attempt.sql
comment on function begin_attempt is 'Starts an attempt of a claimable job: sets the job to running, with the next attempt number and a new lease, and returns the data that the attempt needs. The caller holds the locks of the job and of its conversation.';

create function begin_user_deletion(p_user_id text, p_deletion_id text, p_rows_max integer) returns jsonb;  -- sql/functions/begin_user_deletion.sql
comment on function begin_user_deletion is 'Begins the deletion of a user in batches: cancels unfinished jobs, and removes credentials and name. For a user that one statement can delete, it returns only isSmall and changes nothing. Null if the user does not exist.';

create function book_lost_call(p_job_id text, p_attempt integer, p_spent jsonb) returns boolean;  -- sql/functions/book_lost_call.sql
comment on function book_lost_call is 'Enters a lost call into the ledger, once. False if it was already entered, or if its job was deleted.';

create function book_spending() returns trigger;  -- sql/functions/book_spending.sql
comment on function book_spending is 'Adds a ledger row to the budgets of its user and of the server, releases its reservation, and notifies webhook endpoints.';

create function bucket_latency(p_bucket smallint) returns integer;  -- sql/functions/bucket_latency.sql
comment on function bucket_latency is 'The latency in the middle of a bucket of latency_bucket(), in milliseconds.';

create function budget_deliveries(p_user integer) returns text[];  -- sql/functions/budget_deliveries.sql
comment on function budget_deliveries is 'The webhook deliveries that this transaction has created for budgets of the server and of this user.';

create function budget_left(p_job_id text, OUT tokens bigint, OUT usd numeric) returns record;  -- sql/functions/budget_left.sql
comment on function budget_left is 'The amounts that a job''s hard limits leave in this period, without regard to reservations: tokens and dollars, null without a hard limit in that unit.';

CREATE OR REPLACE FUNCTION public.budget_reset(period text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN date_add(budget_window(period), (('1 '::text || period))::interval, 'UTC'::text)
;

CREATE OR REPLACE FUNCTION public.budget_window(period text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN date_trunc(period, now(), 'UTC'::text)
;

create function cancel_jobs(p_reason text, p_job_id text DEFAULT NULL::text, p_user_id text DEFAULT NULL::text, p_conversation_id integer DEFAULT NULL::integer, p_before_turn integer DEFAULT NULL::integer) returns TABLE(job job_rows, was_running boolean, open_jobs integer, delivery_id text);  -- sql/functions/cancel_jobs.sql
comment on function cancel_jobs is 'Cancels one job, or the unfinished jobs before a turn of a conversation, and returns the cancelled jobs.';

create function claim_due_jobs(p_process_id text, p_limit integer, p_lease_seconds integer, p_deadline_seconds integer, p_attempts_max integer, p_history_max integer, p_takes_items boolean DEFAULT false) returns SETOF json;  -- sql/functions/claim_due_jobs.sql
comment on function claim_due_jobs is 'Claims at most p_limit claimable jobs, each as in claim_job. Parallel callers get different jobs. A caller without support for items gets no job with items.';

create function claim_job(p_job_id text, p_process_id text, p_lease_seconds integer, p_deadline_seconds integer, p_attempts_max integer, p_history_max integer, p_cached_conversation_id integer DEFAULT NULL::integer, p_cached_version uuid DEFAULT NULL::uuid, p_cached_turn integer DEFAULT NULL::integer, p_takes_items boolean DEFAULT false) returns json;  -- sql/functions/claim_job.sql
comment on function claim_job is 'Claims a claimable job for one attempt and returns the data that the attempt needs. Returns not_due or taken for a job that cannot be claimed, and null if the job does not exist. Exactly one of several callers gets a job, and only one job of a conversation.';

create function conversation_fits(p_conversation conversations, p_status text, p_model text, p_since timestamp with time zone, p_until timestamp with time zone) returns boolean;  -- sql/functions/conversation_fits.sql
comment on function conversation_fits is 'True if a conversation meets every condition of a search that is not null.';

create function conversation_status(p_conversation conversations) returns text;  -- sql/functions/conversation_status.sql
comment on function conversation_status is 'The status of a conversation''s last message: running, answered, failed or cancelled. Null if no message was sent to a model.';

CREATE OR REPLACE FUNCTION public.correct_spending()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from budgets where user_id is null or user_id = new.user_id order by id for update;
  update budgets
  set spent = greatest(0, spent + case unit when 'tokens' then new.total_tokens - old.total_tokens
                                            else coalesce(new.cost, 0) - coalesce(old.cost, 0) end)
  where (user_id is null or user_id = new.user_id) and new.created_at >= window_start
    and window_start = budget_window(period);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.count_added_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update conversations c set message_count = c.message_count + added_by.n
  from (select conversation_id, count(*)::int as n from added group by 1) added_by
  where c.id = added_by.conversation_id;
  return null;
end $function$
;

create function count_answered(p_conversation_id integer, p_before_turn integer, p_max integer) returns integer;  -- sql/functions/count_answered.sql
comment on function count_answered is 'The number of messages in the answered turns before p_before_turn, counted up to p_max: the messages that answered_messages would return without limits.';

CREATE OR REPLACE FUNCTION public.count_removed_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update conversations c set message_count = c.message_count - removed_by.n
  from (select conversation_id, count(*)::int as n from removed group by 1) removed_by
  where c.id = removed_by.conversation_id;
  return null;
end $function$
;

create function create_webhook_endpoint(p_id text, p_user_id text, p_key_id text, p_url text, p_description text, p_events text[], p_is_enabled boolean, p_sealed_secret text, p_max integer) returns text;  -- sql/functions/create_webhook_endpoint.sql
comment on function create_webhook_endpoint is 'Creates a webhook endpoint of a user, or of the server. Returns created, no_user, or too_many if p_max endpoints exist.';

create function delete_conversation(p_conversation_id integer, p_user_id text) returns jsonb;  -- sql/functions/delete_conversation.sql
comment on function delete_conversation is 'Deletes a conversation and everything that belongs to it. Null if this user has no such conversation.';

create function delete_conversations(p_user_id text, p_before timestamp with time zone, p_after timestamp with time zone, p_title text, p_limit integer) returns jsonb;  -- sql/functions/delete_conversations.sql
comment on function delete_conversations is 'Deletes a user''s conversations that meet every condition, the oldest first and at most p_limit, with everything that belongs to them, and returns whether more match. Transient conversations are not included, because they expire. Null if the user does not exist.';

create function delete_user(p_user_id text) returns jsonb;  -- sql/functions/delete_user.sql
comment on function delete_user is 'Deletes a user and everything that belongs to the user. Usage rows stay, without the user. Null if the user does not exist.';

create function delete_user_batch(p_id text, p_limit integer, p_messages integer) returns jsonb;  -- sql/functions/delete_user_batch.sql
comment on function delete_user_batch is 'Deletes the next batch of a user whose deletion has begun. Null if there is nothing to do, or if another caller works on it.';

create function deleted_job(p_job jobs) returns jsonb;  -- sql/functions/deleted_job.sql
comment on function deleted_job is 'The data for callers that wait for a job which was deleted before its end.';

create function document_terms(p_user integer, p_place integer, p_text text) returns tsvector;  -- sql/functions/document_terms.sql
comment on function document_terms is 'The terms with which searches find a text: its words, its user, and its range of 4,096 places, which keeps each step of a search short.';

create function document_text(p_conversation_id integer, p_place integer, p_is_title boolean) returns text;  -- sql/functions/document_text.sql
comment on function document_text is 'The text of a document in the search index, as far as it is indexed: see search_terms.';

create function end_reservation() returns trigger;  -- sql/functions/end_reservation.sql
comment on function end_reservation is 'Releases an attempt''s reservation at its end. A cancelled or overtaken attempt keeps its reservation until its cost is known or the sweep releases it.';

create function endpoint_stands(p_endpoint webhook_endpoints, p_state text) returns boolean;  -- sql/functions/endpoint_stands.sql
comment on function endpoint_stands is 'True if a webhook endpoint has the state p_state: enabled, disabled, or failing (enabled and failing). True for every endpoint if p_state is null.';

create function enter_spending(p_job_id text, p_attempt integer, p_user integer, p_key_id text, p_spent jsonb, p_is_answer boolean DEFAULT false) returns void;  -- sql/functions/enter_spending.sql
comment on function enter_spending is 'Enters the cost of an attempt''s model call into the ledger, once. An exact cost replaces an estimate.';

create function event_target(p_user_id text, p_conversation_id integer, p_job_id text, OUT outcome text, OUT user_key integer) returns record;  -- sql/functions/event_target.sql
comment on function event_target is 'The user whose jobs a subscription covers (null: all users). outcome is found, or no_user, no_conversation or no_job if the object does not exist or belongs to another user.';

create function expire_conversations(p_days integer, p_limit integer, p_messages integer) returns TABLE(conversation_id integer, user_id text, is_whole boolean);  -- sql/functions/expire_conversations.sql
comment on function expire_conversations is 'Deletes the oldest conversations without an update for p_days and without unfinished jobs: at most p_limit, with about p_messages messages. Of a conversation with more messages, it deletes the oldest turns. Parallel callers never get the same conversation.';

create function expire_transient(p_limit integer, p_messages integer) returns TABLE(conversation_id integer, user_id text);  -- sql/functions/expire_transient.sql
comment on function expire_transient is 'Deletes expired transient conversations without unfinished jobs: at most p_limit, with about p_messages messages. The ledger stays. Parallel callers never get the same conversation.';

create function filter_conversations(p_user_id integer, p_status text, p_model text, p_since timestamp with time zone, p_until timestamp with time zone, p_branch_of integer, p_at timestamp with time zone, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF integer;  -- sql/functions/filter_conversations.sql
comment on function filter_conversations is 'The ids of one page of the conversations that meet every condition that is not null, the last changed first, after or before a place. Lists never contain transient conversations.';

create function find_accepted(p_user_id text, p_conversation_id integer, p_session_id text, p_idempotency_key text, p_content_hash text, p_repeat_seconds integer) returns json;  -- sql/functions/find_accepted.sql
comment on function find_accepted is 'The job of an earlier, equal request, found as in accept_message: by the idempotency key, or as a repeat of the conversation''s last turn. Null if there is none. Stores and locks nothing.';

create function find_conversation(p_user integer, p_conversation_id integer, p_session_id text) returns integer;  -- sql/functions/find_conversation.sql
comment on function find_conversation is 'The id of the conversation of a request: the given id, or the conversation of the user''s session. Null for a new conversation.';

CREATE OR REPLACE FUNCTION public.first_instant(local timestamp without time zone, zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN ((((local AT TIME ZONE zone) - '01:00:00'::interval) AT TIME ZONE zone) = local) THEN ((local AT TIME ZONE zone) - '01:00:00'::interval) ELSE (local AT TIME ZONE zone) END
;
comment on function first_instant is 'When a clock in the zone first shows this time: of an hour that it shows twice PostgreSQL takes the second.';

create function first_of_size(p_ids integer[], p_messages integer) returns integer[];  -- sql/functions/first_of_size.sql
comment on function first_of_size is 'The first of these conversations that have about p_messages messages together, at least one.';

create function fork_conversation(p_conversation_id integer, p_user_id text, p_turn integer, p_expires_seconds integer DEFAULT NULL::integer) returns integer;  -- sql/functions/fork_conversation.sql
comment on function fork_conversation is 'Copies the newest answered turns of a conversation, up to and including p_turn, to a new conversation of the same user, and returns its id. It copies as many messages as answered_messages returns, because no prompt has more. Null if this user has no such conversation, or if it has no such turn. The copy has no session and no jobs, and refers to the original conversation in branch_of.';

create function free_dead_processes(p_gone text[], p_dead_seconds double precision) returns TABLE(processes integer, jobs integer, deliveries integer);  -- sql/functions/free_dead_processes.sql
comment on function free_dead_processes is 'Removes the dead processes, and ends the leases of their jobs and deliveries. Returns the numbers of processes, jobs and deliveries.';

create function from_micros(p_micros bigint) returns timestamp with time zone;  -- sql/functions/from_micros.sql
comment on function from_micros is 'The time of a number from to_micros.';

CREATE OR REPLACE FUNCTION public.give_reservation_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update budgets set reserved = reserved - old.amount where id = old.budget_id;
  return null;
end $function$
;

create function grant_holds(p_grant oauth_grants, p_key api_keys, p_owner_mark text) returns boolean;  -- sql/functions/grant_holds.sql
comment on function grant_holds is 'True if a grant is valid: it has not expired, the key that it was created with is alive, and API_SECRET_KEY has not changed. p_key is null without a key.';

create function has_endpoints(p_user integer) returns boolean;  -- sql/functions/has_endpoints.sql
comment on function has_endpoints is 'True if any webhook endpoint receives the events of this user, or of the server for null.';

create function has_items(p_job jobs) returns boolean;  -- sql/functions/has_items.sql
comment on function has_items is 'True if a job''s message has items. Earlier versions of the server support only text.';

create function index_messages(p_limit integer, p_settle_seconds integer, p_characters_max integer) returns integer;  -- sql/functions/index_messages.sql
comment on function index_messages is 'Adds the next messages to the search index, the oldest first, at most p_limit or about p_characters_max characters. Messages of transient conversations are not indexed. Returns the progress in ids; 0 if nothing is left, or if another caller works on it or on the deletion of the next one.';

create function index_title(p_conversation conversations) returns void;  -- sql/functions/index_title.sql
comment on function index_title is 'Adds a conversation''s title to the search index, at the place of the newest message that is in the index.';

create function is_alive(p_key api_keys) returns boolean;  -- sql/functions/is_alive.sql
comment on function is_alive is 'True if an API key is neither revoked nor expired. Also true for null, the result of a left join without a key.';

create function is_budgeted(p_user integer) returns boolean;  -- sql/functions/is_budgeted.sql
comment on function is_budgeted is 'True if the server or this user (null: unknown user) has a budget.';

create function is_claimable(p_job jobs, p_attempts_max integer) returns boolean;  -- sql/functions/is_claimable.sql
comment on function is_claimable is 'True if an attempt of this job may begin: the job has attempts and time left, and it is queued, due and next in its conversation, or running with an expired lease.';

create function is_raised(p_told webhook_deliveries, p_now budgets) returns boolean;  -- sql/functions/is_raised.sql
comment on function is_raised is 'True if the limit differs from the one in a delivery and is not reached yet. The new limit then gets its own notification.';

create function is_repeat(p_conversation conversations, p_content_hash text, p_seconds integer) returns boolean;  -- sql/functions/is_repeat.sql
comment on function is_repeat is 'True if a request has the content of its conversation''s last turn, and that turn is unanswered or was answered less than p_seconds ago. With 0 seconds nothing is a repeat.';

create function is_turn(p_job jobs) returns boolean;  -- sql/functions/is_turn.sql
comment on function is_turn is 'True if this queued job is next in its conversation. For many jobs, the condition "not exists (select from jobs_ahead(job))" is faster, because PostgreSQL plans it as a part of the statement.';

create function job_budgets(p_job_id text, p_tokens integer, p_usd numeric) returns TABLE(budget_id integer, period text, unit text, soft_limit numeric, hard_limit numeric, spent numeric, reserved numeric, amount numeric);  -- sql/functions/job_budgets.sql
comment on function job_budgets is 'The budgets of the server and of a job''s user, with the amount spent in this period and the amount that a call of the job needs from each.';

create function job_conditions(p_filter jsonb) returns text;  -- sql/functions/job_conditions.sql
comment on function job_conditions is 'The SQL conditions of a filter on jobs "j", for a dynamic statement. A filter may have status, isOpen, jobIds, userId, conversationId, keyId, model, errorCode, createdAfter and createdBefore.';

create function job_id_at(p_at timestamp with time zone) returns text;  -- sql/functions/job_id_at.sql
comment on function job_id_at is 'The prefix of job ids from this time: an id begins with its creation time in milliseconds, by the server''s clock.';

create function job_timeline(p_job_id text) returns TABLE(attempt integer, outcome text, started_at timestamp with time zone, ended_at timestamp with time zone, model text, error_code text, error_message text, process_id text, has_cost boolean, prompt_tokens integer, cached_tokens integer, completion_tokens integer, reasoning_tokens integer, total_tokens integer, cost text, currency text, estimated boolean, latency_ms integer);  -- sql/functions/job_timeline.sql
comment on function job_timeline is 'The attempts of a job: those that ended without an answer, those with a cost, and the last one.';

create function jobs_ahead(p_job jobs) returns SETOF jobs;  -- sql/functions/jobs_ahead.sql
comment on function jobs_ahead is 'The unfinished jobs that this queued job waits for: the earlier jobs of its conversation, and a running one.';

create function key_usage(p_ids text[]) returns TABLE(key_id text, requests bigint, answers bigint, failures bigint, total_tokens numeric, cost numeric, budgets jsonb);  -- sql/functions/key_usage.sql
comment on function key_usage is 'The usage of keys since the first of the month (UTC), up to this moment, with the budgets of their users.';

create function latency_bucket(p_ms integer) returns smallint;  -- sql/functions/latency_bucket.sql
comment on function latency_bucket is 'The histogram bucket of a latency. Eight buckets cover a factor of two, so bucket_latency() is accurate to 5 %.';

create function list_conversations(p_user_id integer, p_at timestamp with time zone, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF integer;  -- sql/functions/list_conversations.sql
comment on function list_conversations is 'The ids of one page of a user''s conversations, after or before a place. Without a user, of all conversations, only after a place. Lists never contain transient conversations.';

create function list_deliveries(p_status text, p_user_id text, p_job_id text, p_cursor_at timestamp with time zone, p_cursor_id text, p_is_backward boolean, p_limit integer, p_offset integer, p_count_max integer, p_endpoint_id text DEFAULT NULL::text, p_event text DEFAULT NULL::text, p_created_after timestamp with time zone DEFAULT NULL::timestamp with time zone, p_created_before timestamp with time zone DEFAULT NULL::timestamp with time zone) returns TABLE(id text, total integer);  -- sql/functions/list_deliveries.sql
comment on function list_deliveries is 'One page of webhook delivery ids, newest first, after or before a place, with the total, counted up to p_count_max. An empty page is one row without an id.';

create function list_items(p_conversation_id integer, p_turn integer, p_id integer, p_is_backward boolean, p_limit integer, p_bytes_max integer, p_reads_first boolean) returns TABLE(id integer, is_read boolean);  -- sql/functions/list_items.sql
comment on function list_items is 'The rows of one page of a conversation''s items, after or before a place. At most p_bytes_max bytes may be read: an answered row beyond that is the last of the page, with is_read false, and means that more rows follow. With p_reads_first the first answered row is read whatever its size.';

create function list_jobs(p_status text, p_user_id text, p_conversation_id integer, p_cursor text, p_is_backward boolean, p_limit integer, p_offset integer, p_count_max integer, p_filter jsonb DEFAULT '{}'::jsonb) returns TABLE(id text, total integer);  -- sql/functions/list_jobs.sql
comment on function list_jobs is 'One page of job ids, newest first, after or before the job p_cursor, with the total, counted up to p_count_max. An empty page is one row without an id. p_filter has the conditions of job_conditions.';

create function list_keys(p_user_id text, p_at timestamp with time zone, p_id text, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF text;  -- sql/functions/list_keys.sql
comment on function list_keys is 'The ids of one page of API keys, of a user or of all, after or before a place.';

create function list_messages(p_conversation_id integer, p_turn integer, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF integer;  -- sql/functions/list_messages.sql
comment on function list_messages is 'The ids of one page of a conversation''s messages, after or before a place.';

create function list_sessions(p_owner_mark text, p_user_id text, p_at timestamp with time zone, p_id text, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF text;  -- sql/functions/list_sessions.sql
comment on function list_sessions is 'The ids of one page of the valid sessions, of a user or of all, after or before a place.';

create function list_sign_ins(p_owner_mark text, p_user_id text, p_at timestamp with time zone, p_id text, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF text;  -- sql/functions/list_sign_ins.sql
comment on function list_sign_ins is 'The ids of one page of sign-ins, of a user or of all, after or before a place.';

create function list_subscriptions(p_owner_mark text, p_user_id text, p_at timestamp with time zone, p_id text, p_is_backward boolean, p_limit integer, p_offset integer) returns SETOF text;  -- sql/functions/list_subscriptions.sql
comment on function list_subscriptions is 'The ids of one page of the valid subscriptions to the jobs of a user, or of all subscriptions, after or before a place.';

create function list_webhook_endpoints(p_user_id text, p_at timestamp with time zone, p_id text, p_is_backward boolean, p_limit integer, p_offset integer, p_state text DEFAULT NULL::text) returns SETOF text;  -- sql/functions/list_webhook_endpoints.sql
comment on function list_webhook_endpoints is 'The ids of one page of webhook endpoints, of a user or of all, in one state or in any, after or before a place.';

create function lose_attempt(p_job jobs, p_outcome text DEFAULT 'lost'::text) returns void;  -- sql/functions/lose_attempt.sql
comment on function lose_attempt is 'Records that an attempt loses its running job: the outcome of the attempt, and its model call, whose possible cost is entered once later.';

create function lost_attempts(p_job_id text) returns json;  -- sql/functions/lost_attempts.sql
comment on function lost_attempts is 'The attempts of a job with an unknown cost; null if there are none.';

create function message_bytes(p_content text, p_items jsonb) returns integer;  -- sql/functions/message_bytes.sql
comment on function message_bytes is 'The approximate size of a message for its reader, in bytes. Compressed items may be hundreds of times larger than stored, so only these are read for the measurement.';

create function needs_attention(p_user integer, p_count_max integer, p_failures_max integer, p_items_max integer) returns jsonb;  -- sql/functions/needs_attention.sql
comment on function needs_attention is 'The state that needs an operator''s attention, of a user or of all: unfinished jobs, dead letters with their errors, failing webhooks, and budgets that are 80 % or more used. Counts stop at p_count_max.';

create function note_activity(p_overlap_seconds integer, p_overlap_ids integer) returns void;  -- sql/functions/note_activity.sql
comment on function note_activity is 'Updates the time of users'' last messages, from the jobs and users since the last update.';

create function notify_endpoints(p_event text, p_user integer, p_job_id text) returns text[];  -- sql/functions/notify_endpoints.sql
comment on function notify_endpoints is 'Creates a delivery of a job''s event for each webhook endpoint that receives it, and returns the delivery ids.';

create function notify_of_budgets(p_user integer, p_refused integer DEFAULT NULL::integer) returns void;  -- sql/functions/notify_of_budgets.sql
comment on function notify_of_budgets is 'Creates a delivery for each webhook endpoint when a budget of the server or of this user passes its alert threshold or its limit, or rejects a call: once per window and event.';

create function notify_of_refusal(p_user integer, p_budget jsonb) returns void;  -- sql/functions/notify_of_refusal.sql
comment on function notify_of_refusal is 'Notifies webhook endpoints that a budget, given by its period, unit and limit, rejected a call.';

create function notify_subscribers(p_event text, p_job jobs) returns text[];  -- sql/functions/notify_subscribers.sql
comment on function notify_subscribers is 'Creates a delivery of a job''s end for each matching subscription, and returns the delivery ids.';

create function now_ms() returns double precision;  -- sql/functions/now_ms.sql
comment on function now_ms is 'The time of this statement, in milliseconds.';

create function open_jobs(p_filter jsonb, p_limit integer) returns TABLE(id text, conversation_id integer);  -- sql/functions/open_jobs.sql
comment on function open_jobs is 'The unfinished jobs that match a filter of job_conditions: the newest first, at most p_limit.';

create function release_next(p_conversation_id integer) returns text;  -- sql/functions/release_next.sql
comment on function release_next is 'Marks the first unfinished job of a conversation as dispatched now, and returns its id for the queue. Null if there is none, if it already runs, or if another transaction has locked it.';

create function release_process(p_id text) returns integer;  -- sql/functions/release_process.sql
comment on function release_process is 'Removes a process that shuts down, and queues its jobs and deliveries again. Returns the number of jobs and deliveries.';

create function rename_conversation(p_conversation_id integer, p_user_id text, p_title text) returns SETOF conversations;  -- sql/functions/rename_conversation.sql
comment on function rename_conversation is 'Changes the title of a conversation, also in the search index. No row if the conversation does not exist or belongs to another user.';

create function report_usage(p_from timestamp with time zone, p_to timestamp with time zone, p_granularity text, p_timezone text, p_user integer, p_model text, p_key_id text, p_group_by text) returns TABLE(start timestamp with time zone, member text, requests bigint, answers bigint, failures bigint, prompt_tokens numeric, cached_tokens numeric, completion_tokens numeric, reasoning_tokens numeric, total_tokens numeric, estimated_tokens numeric, unpriced_tokens numeric, cost text, latency_median_ms integer, latency_p95_ms integer);  -- sql/functions/report_usage.sql
comment on function report_usage is 'The usage in a range by steps and groups, from one snapshot. The row without a start has the totals. Final UTC days and hours within one step come from the rollups. The rest comes from the ledger: the hours since closed_until, the ends of the range, and hours in which a day of the time zone begins.';

create function reserve_budget(p_job_id text, p_attempt integer, p_tokens integer, p_usd numeric) returns TABLE(state text, period text, unit text, "limit" text, "resetsAt" timestamp with time zone, "softPassed" boolean);  -- sql/functions/reserve_budget.sql
comment on function reserve_budget is 'Reserves the highest possible cost of a call in every budget of its job. state is reserved, busy (it may fit later), exceeded, or unpriced (a hard limit in dollars, and a model without a price).';

create function revive_jobs(p_job_ids text[], p_user_id text, p_error_code text, p_limit integer, p_filter jsonb DEFAULT '{}'::jsonb) returns TABLE(id text, conversation_id integer);  -- sql/functions/revive_jobs.sql
comment on function revive_jobs is 'Redrives failed jobs, at most p_limit of those that match p_filter (see job_conditions). The jobs are queued again at their old place in the conversation.';

create function roll_up_usage(p_version integer, p_from timestamp with time zone, p_to timestamp with time zone, p_lag_seconds integer) returns boolean;  -- sql/functions/roll_up_usage.sql
comment on function roll_up_usage is 'Recomputes the sums of a window of the ledger and of the failures, and advances closed_until. False, without a change, if another run was faster.';

create function search_conversations(p_query text, p_user_id text, p_place integer, p_conversation_id integer, p_limit integer, p_tail_max integer, p_seconds_max double precision, p_status text DEFAULT NULL::text, p_model text DEFAULT NULL::text, p_since timestamp with time zone DEFAULT NULL::timestamp with time zone, p_until timestamp with time zone DEFAULT NULL::timestamp with time zone, p_tail_characters_max integer DEFAULT 2000000) returns TABLE(conversation_id integer, place integer, is_title boolean, is_indexed boolean);  -- sql/functions/search_conversations.sql
comment on function search_conversations is 'The conversations whose title or messages contain all words of a query, of a user or of all, each with its newest match: the newest first, after a place, and only those that conversation_fits accepts. A row without a conversation has the place where the next page continues after the time limit, or none; is_indexed says there if the search read every message that is not in the index yet.';

create function search_fold(p_text text) returns text;  -- sql/functions/search_fold.sql
comment on function search_fold is 'The form of a text that searches compare: NFKC, in lower case.';

create function search_matches(p_text text, p_words text[]) returns boolean;  -- sql/functions/search_matches.sql
comment on function search_matches is 'True if a text contains all of these words, which must be folded by search_fold.';

create function search_query(p_text text) returns tsquery;  -- sql/functions/search_query.sql
comment on function search_query is 'The query for texts that contain these words, as prefixes. Null if the words have neither letters nor digits.';

CREATE OR REPLACE FUNCTION public.search_terms(p_text text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  -- Thai, Lao, Burmese, Khmer, kana, Chinese characters and Hangul: words in them have no spaces between them, or endings.
  c_run constant text := '[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]';
  v_text text := regexp_replace(
    lower(normalize(left(p_text, 20000), NFKC)),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u3030]+',
    ' ', 'g');
  v_runs text;
begin
  if v_text !~ c_run then
    return array(select distinct left(word, 60) from unnest(string_to_array(v_text, ' ')) word where word <> '');
  end if;
  v_runs := regexp_replace(v_text, '[^' || substr(c_run, 2, length(c_run) - 2) || ']+', ' ', 'g');
  return array(
    select left(word, 60) from unnest(string_to_array(regexp_replace(v_text, c_run || '+', ' ', 'g'), ' ')) word where word <> ''
    union
    select letter || coalesce(nullif(next_letter, ' '), '')
    from (select letter, lead(letter) over (order by n) as next_letter
          from unnest(string_to_array(v_runs, null)) with ordinality as letters (letter, n)) pairs
    where letter <> ' ');
end $function$
;
comment on function search_terms is 'The terms of the first 20,000 characters of a text: its words, and of scripts without spaces every pair of letters and the last letter of each run.';

create function search_users(p_query text, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer, p_own_id text DEFAULT NULL::text, p_active_at timestamp with time zone DEFAULT NULL::timestamp with time zone) returns SETOF users;  -- sql/functions/search_users.sql
comment on function search_users is 'One page of users, after or before a place: all users, or those whose id, name or email address contains all words of a query. With p_own_id, only this user. The newest users come first; with p_active_at, those with the latest message come first.';

create function search_words(p_query text) returns text[];  -- sql/functions/search_words.sql
comment on function search_words is 'The words of a query, folded for search_matches.';

create function session_holds(p_session console_sessions, p_key api_keys, p_owner_mark text) returns boolean;  -- sql/functions/session_holds.sql
comment on function session_holds is 'True if a console session is valid: it has not expired, the key that it was created with is alive, and API_SECRET_KEY has not changed. p_key is null without a key.';

create function set_budget(p_user_id text, p_period text, p_unit text, p_soft numeric, p_hard numeric, p_alert_percent integer) returns boolean;  -- sql/functions/set_budget.sql
comment on function set_budget is 'Sets one budget of a user, or of the server for null, or removes it if it has no limit. A new budget starts with the ledger''s sum of its period. After a limit is raised, webhook endpoints are notified again when it is passed. False if the user does not exist.';

CREATE OR REPLACE FUNCTION public.set_delivery_user()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.job_id is not null and new.endpoint_id is null and new.subscription_id is null then
    new.user_id := (select user_id from jobs where id = new.job_id);
  end if;
  return new;
end $function$
;

create function settle_attempt(p_job_id text, p_attempt integer, p_status text, p_delay_seconds double precision, p_counts boolean, p_model_index integer, p_model_failures integer, p_answer text, p_answer_metadata jsonb, p_error_code text, p_error_message text, p_error_details jsonb, p_spent jsonb, p_abandoned boolean, p_attempts_max integer, p_answer_items jsonb DEFAULT NULL::jsonb, p_claimed_version uuid DEFAULT NULL::uuid, p_model text DEFAULT NULL::text) returns json;  -- sql/functions/settle_attempt.sql
comment on function settle_attempt is 'Settles an attempt atomically, if it still holds the job: stores the job''s new state, the answer, the ledger row, the conversation''s new version and the webhook deliveries, and releases the next turn of the conversation. A final failure is stored with p_model, the requested model. With p_claimed_version, is_newest is true only while the conversation still has that version. Null if the attempt does not hold the job: then only its ledger row is written.';

create function sign_ins(p_owner_mark text) returns TABLE(id text, client_id text, user_key integer, user_id text, account text, scopes text[], created_at timestamp with time zone, last_token_at timestamp with time zone, expires_at timestamp with time zone);  -- sql/functions/sign_ins.sql
comment on function sign_ins is 'The active grants of clients: they are valid and still have a code or a token.';

create function subscribe_to_events(p_id text, p_principal text, p_key_id text, p_grant_id text, p_owner_mark text, p_access text[], p_user_id text, p_event text, p_conversation_id integer, p_job_id text, p_url text, p_secret_digest text, p_sealed_secret text, p_overlap_seconds integer, p_verified_at timestamp with time zone, p_seconds integer, p_max integer) returns jsonb;  -- sql/functions/subscribe_to_events.sql
comment on function subscribe_to_events is 'Creates or refreshes a subscription. If its job has already ended and has no delivery yet, it also creates the delivery. outcome is subscribed, with isNew, expiresAt and deliveryId; too_many if the principal has p_max others; ended if the key or sign-in no longer exists; or an error of event_target.';

create function subscription_holds(p_subscription event_subscriptions, p_key api_keys, p_grant oauth_grants, p_grant_key api_keys, p_owner_mark text) returns boolean;  -- sql/functions/subscription_holds.sql
comment on function subscription_holds is 'True if a subscription is valid: it has not expired, and the API key, sign-in or API_SECRET_KEY that created it is valid and still has access to its events. p_grant_key is the key that the person signed in with, if any.';

create function to_micros(p_at timestamp with time zone) returns bigint;  -- sql/functions/to_micros.sql
comment on function to_micros is 'A time as the exact number in cursors: microseconds since 1970.';

create function trim_conversation(p_conversation_id integer, p_messages integer) returns integer;  -- sql/functions/trim_conversation.sql
comment on function trim_conversation is 'Deletes the oldest turns of a conversation that is being deleted, with about p_messages messages, and returns the number of deleted messages.';

create function usage_parts(p_from timestamp with time zone, p_to timestamp with time zone, p_closed_until timestamp with time zone, p_granularity text, p_timezone text) returns TABLE(start timestamp with time zone, source text, since timestamp with time zone, until timestamp with time zone);  -- sql/functions/usage_parts.sql
comment on function usage_parts is 'The source of the usage of each step of a report. Final UTC days and hours come from the rollups. The rest comes from the ledger: the hours since p_closed_until, the ends of the range, and hours in which a day of the time zone begins.';

create function used_up_budget(p_user integer) returns json;  -- sql/functions/used_up_budget.sql
comment on function used_up_budget is 'A used-up budget with a hard limit, of the server or of this user (null: unknown user). A month''s budget comes before a day''s.';
