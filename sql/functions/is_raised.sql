create or replace function is_raised(p_before budgets, p_after budgets, p_event text) returns boolean
language plpgsql stable as $$
declare
  v_before numeric := case p_event when 'budget.alert' then alert_at(p_before) else p_before.hard_limit end;
  v_after numeric := case p_event when 'budget.alert' then alert_at(p_after) else p_after.hard_limit end;
begin
  return v_after is distinct from v_before
     and (v_after is null or p_after.window_start < budget_window(p_after.period) or p_after.spent < v_after);
end $$;
comment on function is_raised is 'Whether a change of a budget has put what an event tells of ahead of what is spent, so that it may happen once more in this period.';
