-- Up Migration

alter table api_keys
  add requests_per_hour integer check (requests_per_hour > 0),
  add constraint api_keys_bound_is_no_admin check (user_id is null or not 'admin' = any (scopes));
comment on column api_keys.prefix is 'The first characters of the key, to recognise it by.';
comment on column api_keys.key_hash is 'The SHA-256 of the key, which is random enough to need no slow hash.';
comment on column api_keys.user_id is 'The user for whom alone the key acts; null when it acts for all.';
comment on column api_keys.last_used_at is 'When the key was last looked up here: at most a few seconds before its last use.';
comment on column api_keys.requests_per_hour is 'A limit of the key itself, beside those of its users.';
create index api_keys_of_user on api_keys (user_id);

alter table jobs add key_id text;
comment on column jobs.key_id is 'The API key that asked; null for API_SECRET_KEY.';
