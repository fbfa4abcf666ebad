create or replace function is_raised(p_told webhook_deliveries, p_now budgets) returns boolean
language plpgsql stable as $$
declare
  v_told numeric := p_told.data->>case p_told.event when 'budget.alert' then 'alertAt' else 'hard' end;
  v_now numeric := case p_told.event when 'budget.alert' then alert_at(p_now) else p_now.hard_limit end;
begin
  return v_now is distinct from v_told
     and (v_now is null or p_now.window_start < budget_window(p_now.period) or p_now.spent < v_now);
end $$;
comment on function is_raised is 'True if the limit differs from the one in a delivery and is not reached yet. The new limit then gets its own notification.';
