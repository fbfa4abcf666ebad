-- PostgreSQL inlines this function.
create or replace function session_holds(p_session console_sessions, p_key api_keys, p_owner_mark text)
returns boolean language sql stable as $$
  select p_session.expires_at > now() and (p_session.owner_mark is null or p_session.owner_mark = p_owner_mark)
         and is_alive(p_key)
$$;
comment on function session_holds is 'True if a console session is valid: it has not expired, the key that it was created with is alive, and API_SECRET_KEY has not changed. p_key is null without a key.';
