create or replace function has_endpoints(p_user integer) returns boolean language plpgsql stable as $$
begin
  return exists (select from webhook_endpoints where is_enabled and (user_id is null or user_id = p_user));
end $$;
comment on function has_endpoints is 'True if any webhook endpoint receives the events of this user, or of the server for null.';
