-- Up Migration

create table oauth_grants (
  id text primary key,
  client_id text not null,
  key_id text references api_keys on delete cascade,
  owner_mark text,
  user_id integer references users on delete cascade,
  scopes text[] not null,
  resource text not null,
  payload jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table oauth_grants is 'What a person has allowed a client, and for whom it then acts: every token of the client hangs on it.';
comment on column oauth_grants.key_id is 'The personal key that the person signed in with; when it ends, so does what hangs on it. Null for the owner and for an outside sign-in.';
comment on column oauth_grants.owner_mark is 'Set when the owner signed in: what is given away with an API_SECRET_KEY ends with it. 32 bits derived from the key, far too few to find it by.';
comment on column oauth_grants.user_id is 'For whom alone the client acts; null when the owner lets it act for everybody.';
create index oauth_grants_of_user on oauth_grants (user_id);
create index oauth_grants_of_key on oauth_grants (key_id);
create index oauth_grants_expiry on oauth_grants (expires_at);

create table oauth_records (
  model text not null,
  id_hash text not null,
  payload jsonb not null,
  grant_id text references oauth_grants on delete cascade,
  uid text,
  created_at timestamptz not null default now(),
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (model, id_hash)
);
comment on table oauth_records is 'Clients, codes, tokens and sign-ins under way, as the authorization server keeps them; by the SHA-256 of their ids, since the id of a code or token is its secret.';
comment on column oauth_records.consumed_at is 'When a code or refresh token was used: a second use is theft, and ends the grant.';
create index oauth_records_of_grant on oauth_records (grant_id);
create index oauth_records_by_uid on oauth_records (uid) where uid is not null;
create index oauth_records_expiry on oauth_records (expires_at);
