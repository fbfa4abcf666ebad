-- PostgreSQL inlines this function.
create or replace function grant_holds(p_grant oauth_grants, p_key api_keys, p_owner_mark text)
returns boolean language sql stable as $$
  select p_grant.expires_at > now() and (p_grant.owner_mark is null or p_grant.owner_mark = p_owner_mark)
         and is_alive(p_key)
$$;
comment on function grant_holds is 'True if a grant is valid: it has not expired, the key that it was created with is alive, and API_SECRET_KEY has not changed. p_key is null without a key.';
