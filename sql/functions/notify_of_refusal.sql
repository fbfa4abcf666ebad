create or replace function notify_of_refusal(p_user integer, p_budget jsonb) returns void language plpgsql as $$
declare
  v_budget integer;
begin
  perform from budgets where user_id is null or user_id = p_user order by id for update;
  -- The server's and the user's budget may have the same limit. Then choose the one with the higher spending.
  select b.id into v_budget from budgets b
  where (b.user_id is null or b.user_id = p_user) and b.period = p_budget->>'period' and b.unit = p_budget->>'unit'
    and trim_scale(b.hard_limit)::text = p_budget->>'limit'
  order by b.spent desc limit 1;
  if found then
    perform notify_of_budgets(p_user, v_budget);
  end if;
end $$;
comment on function notify_of_refusal is 'Notifies webhook endpoints that a budget, given by its period, unit and limit, rejected a call.';
