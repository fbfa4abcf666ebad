-- PostgreSQL puts the body in place of the call.
create or replace function endpoint_stands(p_endpoint webhook_endpoints, p_state text) returns boolean
language sql stable as $$
  select case p_state when 'enabled' then p_endpoint.is_enabled when 'disabled' then not p_endpoint.is_enabled
                      when 'failing' then p_endpoint.is_enabled and p_endpoint.failing_since is not null
                      else true end
$$;
comment on function endpoint_stands is 'Whether a webhook endpoint is enabled, disabled, or enabled and failing, as p_state asks; null asks for nothing.';
