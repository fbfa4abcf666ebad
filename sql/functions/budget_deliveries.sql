create or replace function budget_deliveries(p_user integer) returns text[] language plpgsql stable as $$
begin
  if not is_budgeted(p_user) then return '{}'; end if;
  return array(
    select d.id from webhook_deliveries d
    where starts_with(d.event, 'budget.') and d.created_at = now() and d.status = 'pending'
      and (d.budget_owner is null or d.budget_owner = p_user));
end $$;
comment on function budget_deliveries is 'The webhook deliveries that this transaction has created for budgets of the server and of this user.';
