-- PostgreSQL inlines this function.
create or replace function sign_ins(p_owner_mark text)
returns table (id text, client_id text, user_key integer, user_id text, account text, scopes text[],
               created_at timestamptz, last_token_at timestamptz, expires_at timestamptz)
language sql stable as $$
  select g.id, g.client_id, g.user_id, u.user_id, g.payload ->> 'accountId', g.scopes, g.created_at, held.last_token_at,
         least(held.expires_at, g.expires_at, k.expires_at)
  from oauth_grants g
  left join users u on u.id = g.user_id
  left join api_keys k on k.id = g.key_id
  cross join lateral (
    select max(r.created_at) filter (where r.model <> 'AuthorizationCode') as last_token_at,
           max(r.expires_at) filter (where r.consumed_at is null) as expires_at
    from oauth_records r where r.grant_id = g.id and r.expires_at > now()) held
  where held.expires_at is not null and grant_holds(g, k, p_owner_mark)
$$;
comment on function sign_ins is 'The active grants of clients: they are valid and still have a code or a token.';
