-- Up Migration

create table console_sessions (
  id text primary key,
  token_hash text not null unique,
  account text not null,
  key_id text references api_keys on delete cascade,
  user_id integer references users on delete cascade,
  owner_mark text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((account = 'owner') = (owner_mark is not null)),
  check ((account = 'owner') = (user_id is null))
);
comment on table console_sessions is 'Browsers that are signed in to the console. Each holds a token in a sealed cookie.';
comment on column console_sessions.token_hash is 'The SHA-256 of the token, which is random enough to need no slow hash.';
comment on column console_sessions.account is 'Who signed in, as oauth accounts are named: owner, key:<id> or outside:<user>.';
comment on column console_sessions.key_id is 'The personal key that the person signed in with; when it ends, so does the session.';
comment on column console_sessions.user_id is 'For whom alone the session acts; null for the owner''s.';
comment on column console_sessions.owner_mark is 'Set when the owner signed in: the session ends with that API_SECRET_KEY. 32 bits derived from the key, far too few to find it by.';
comment on column console_sessions.last_used_at is 'When the session was last looked up here: at most a minute before its last use.';
create index console_sessions_newest on console_sessions (created_at desc, id desc);
create index console_sessions_of_user on console_sessions (user_id, created_at desc, id desc);
create index console_sessions_of_key on console_sessions (key_id);
create index console_sessions_expiry on console_sessions (expires_at);
