-- Up Migration

create table event_subscriptions (
  id text primary key,
  principal text not null,
  key_id text references api_keys on delete cascade,
  grant_id text references oauth_grants on delete cascade,
  owner_mark text,
  access text[] not null,
  user_id integer references users on delete cascade,
  event text not null check (event in ('job.completed', 'job.failed')),
  conversation_id integer references conversations on delete cascade,
  job_id text references jobs on delete cascade,
  url text not null,
  secret_digest text not null,
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until timestamptz,
  verified_at timestamptz not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check (num_nonnulls(key_id, grant_id, owner_mark) = 1),
  check ((sealed_previous_secret is null) = (previous_secret_until is null))
);
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
create index event_subscriptions_of_user on event_subscriptions (user_id);
create index event_subscriptions_of_principal on event_subscriptions (principal);
create index event_subscriptions_of_key on event_subscriptions (key_id) where key_id is not null;
create index event_subscriptions_of_grant on event_subscriptions (grant_id) where grant_id is not null;
create index event_subscriptions_of_conversation on event_subscriptions (conversation_id) where conversation_id is not null;
create index event_subscriptions_of_job on event_subscriptions (job_id) where job_id is not null;
create index event_subscriptions_expiry on event_subscriptions (expires_at);

alter table webhook_deliveries add subscription_id text references event_subscriptions on delete cascade;
comment on column webhook_deliveries.user_id is 'Who may see it: of a callback the user of the job, set by a trigger; of an endpoint or a subscription its user; of a test the user of the key that asked for it.';
comment on column webhook_deliveries.subscription_id is 'The subscription of a client of MCP that it goes to. Its URL is in event_subscriptions: url here is one that versions before subscriptions do not call.';
create index webhook_deliveries_of_subscription on webhook_deliveries (subscription_id) where subscription_id is not null;

create or replace function set_delivery_user() returns trigger language plpgsql as $$
begin
  if new.job_id is not null and new.endpoint_id is null and new.subscription_id is null then
    new.user_id := (select user_id from jobs where id = new.job_id);
  end if;
  return new;
end $$;
