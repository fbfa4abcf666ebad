-- Up Migration

create table webhook_endpoints (
  id text primary key,
  user_id integer references users on delete cascade,
  key_id text,
  url text not null,
  description text,
  events text[] not null check (cardinality(events) > 0),
  is_enabled boolean not null default true,
  disabled_reason text check (disabled_reason in ('gone', 'failing', 'key_revoked')),
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until timestamptz,
  failing_since timestamptz,
  last_error text,
  last_delivered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (not is_enabled or disabled_reason is null),
  check ((sealed_previous_secret is null) = (previous_secret_until is null))
);
comment on table webhook_endpoints is 'Addresses to which the events of one user, or with no user of all, are sent.';
comment on column webhook_endpoints.key_id is 'The API key that created it, with which it ends when that is revoked; null for API_SECRET_KEY.';
comment on column webhook_endpoints.sealed_secret is 'What signs its webhooks, encrypted with a key that is derived from API_SECRET_KEY.';
comment on column webhook_endpoints.sealed_previous_secret is 'The secret before the last rotation, which signs as well until previous_secret_until.';
comment on column webhook_endpoints.failing_since is 'When the first of the attempts failed since which none has succeeded.';
create index webhook_endpoints_enabled on webhook_endpoints (user_id) where is_enabled;
create index webhook_endpoints_of_user on webhook_endpoints (user_id, created_at desc, id desc);
create index webhook_endpoints_newest on webhook_endpoints (created_at desc, id desc);
create index webhook_endpoints_of_key on webhook_endpoints (key_id) where key_id is not null;

alter table budgets add alert_percent integer check (alert_percent between 1 and 100);
comment on column budgets.alert_percent is 'At which share of the hard limit, or of the soft one without it, budget.alert is sent; null for the soft limit, or 80 % of the hard one.';

alter table webhook_deliveries
  add endpoint_id text references webhook_endpoints on delete cascade,
  add budget_owner integer references users on delete cascade,
  add budget_window timestamptz,
  add data jsonb;
comment on column webhook_deliveries.user_id is 'Who may see it: of a callback the user of the job, set by a trigger; of an endpoint its user; of a test the user of the key that asked for it.';
comment on column webhook_deliveries.endpoint_id is 'The endpoint that it goes to; null for the callback URL of a job, and for a test of a URL.';
comment on column webhook_deliveries.budget_owner is 'Of an event of a budget, whose budget it is; null for the server''s. It outlives the budget, so that one that is removed and set again is not told of twice.';
comment on column webhook_deliveries.budget_window is 'Of an event of a budget, the start of the period that it tells of; null once it may be told again.';
comment on column webhook_deliveries.data is 'Of an event of a budget, its period, its unit, and the numbers as they were.';
alter table webhook_deliveries drop constraint webhook_deliveries_event_check;
alter table webhook_deliveries add constraint webhook_deliveries_event_check
  check (event in ('job.completed', 'job.failed', 'job.cancelled', 'budget.alert', 'budget.exceeded', 'webhook.test'));
alter table webhook_deliveries drop constraint webhook_deliveries_job_check;
alter table webhook_deliveries add constraint webhook_deliveries_job_check
  check ((job_id is not null) = starts_with(event, 'job.'));
alter table webhook_deliveries add constraint webhook_deliveries_budget_check
  check ((data is not null) = starts_with(event, 'budget.'));
create index webhook_deliveries_of_endpoint on webhook_deliveries (endpoint_id, created_at desc, id desc)
  where endpoint_id is not null;
create unique index webhook_deliveries_of_budget on webhook_deliveries
  ((data->>'period'), (data->>'unit'), budget_window, event, endpoint_id, budget_owner) nulls not distinct
  where budget_window is not null;
create index webhook_deliveries_of_budget_owner on webhook_deliveries (budget_owner) where budget_owner is not null;
create index webhook_deliveries_of_budgets on webhook_deliveries (created_at desc, id desc)
  where starts_with(event, 'budget.');

create or replace function set_delivery_user() returns trigger language plpgsql as $$
begin
  if new.job_id is not null and new.endpoint_id is null then
    new.user_id := (select user_id from jobs where id = new.job_id);
  end if;
  return new;
end $$;
