create or replace function budget_deliveries(p_user integer) returns text[] language plpgsql stable as $$
begin
  if not is_budgeted(p_user) then return '{}'; end if;
  return array(
    select d.id from budgets b
    join webhook_deliveries d on d.budget_id = b.id and d.budget_window = budget_window(b.period)
    where (b.user_id is null or b.user_id = p_user) and d.status = 'pending' and d.created_at = now());
end $$;
comment on function budget_deliveries is 'The deliveries that this transaction has left about budgets of the server and of this user.';
