-- PostgreSQL inlines this function.
create or replace function endpoint_stands(p_endpoint webhook_endpoints, p_state text) returns boolean
language sql stable as $$
  select case p_state when 'enabled' then p_endpoint.is_enabled when 'disabled' then not p_endpoint.is_enabled
                      when 'failing' then p_endpoint.is_enabled and p_endpoint.failing_since is not null
                      else true end
$$;
comment on function endpoint_stands is 'True if a webhook endpoint has the state p_state: enabled, disabled, or failing (enabled and failing). True for every endpoint if p_state is null.';
