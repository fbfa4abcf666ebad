-- Up Migration

alter table usage_ledger
  add key_id text,
  add currency text,
  add price jsonb;
update usage_ledger set currency = 'USD' where cost is not null;
alter table usage_ledger add check ((cost is null) = (currency is null));
comment on column usage_ledger.key_id is 'The API key that asked; null for API_SECRET_KEY.';
comment on column usage_ledger.cost is 'Exact, in the currency beside it. Null when the model has no known price.';
comment on column usage_ledger.price is 'What the cost was computed from: input, cachedInput and output for a million tokens.';
create index usage_ledger_in_time on usage_ledger (created_at);

-- Nothing has filled it so far, and its rows come from the ledger.
drop table usage_rollups;
create table usage_rollups (
  everybody boolean not null,
  user_id integer references users on delete set null,
  key_id text,
  model text not null,
  granularity text not null check (granularity in ('hour', 'day')),
  bucket timestamptz not null,
  requests integer not null,
  prompt_tokens bigint not null,
  cached_tokens bigint not null,
  completion_tokens bigint not null,
  reasoning_tokens bigint not null,
  total_tokens bigint not null,
  estimated_tokens bigint not null,
  unpriced_tokens bigint not null,
  cost numeric not null
);
comment on table usage_rollups is 'Sums over usage_ledger by UTC hour and day. Rows outlive their user: several rows of one bucket may then have none.';
comment on column usage_rollups.everybody is 'The sum over all users, beside their own rows.';
comment on column usage_rollups.requests is 'Model calls: ledger rows.';
comment on column usage_rollups.unpriced_tokens is 'Tokens of models without a known price: the cost is without them.';
create unique index usage_rollups_once on usage_rollups (everybody, granularity, bucket, user_id, model, key_id)
  nulls not distinct where everybody or user_id is not null;
create index usage_rollups_in_time on usage_rollups (everybody, granularity, bucket);
create index usage_rollups_by_user on usage_rollups (user_id, granularity, bucket);

create table usage_rollup_state (
  only_row boolean primary key default true check (only_row),
  closed_until timestamptz not null default 'epoch',
  version integer not null default 0,
  requests_batch text not null default ''
);
comment on table usage_rollup_state is 'How far the rollup has come. Every step is a compare-and-set on this row.';
comment on column usage_rollup_state.closed_until is 'Rollups before it are final; from it on usage is read from the ledger. Always a whole UTC hour.';
comment on column usage_rollup_state.requests_batch is 'The last batch of requests from KV that api_usage includes.';
insert into usage_rollup_state default values;

alter table api_usage
  alter user_id drop not null,
  drop constraint api_usage_user_id_endpoint_key,
  add constraint api_usage_user_id_endpoint_key unique nulls not distinct (user_id, endpoint);
comment on table api_usage is 'Requests by user and endpoint, those that named no known user without one. POST /api/chat is counted as it is accepted, the rest by the rollup.';

create function first_instant(local timestamp, zone text) returns timestamptz
  language sql immutable
  return case when ((local at time zone zone) - interval '1 hour') at time zone zone = local
              then (local at time zone zone) - interval '1 hour'
              else local at time zone zone end;
comment on function first_instant is 'When a clock in the zone first shows this time: of an hour that it shows twice PostgreSQL takes the second.';
