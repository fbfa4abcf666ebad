create or replace function book_spending() returns trigger language plpgsql as $$
begin
  if not is_budgeted(new.user_id) then
    return null;
  end if;
  -- Every statement locks budgets in the order of their ids, which prevents deadlocks.
  perform from budgets where user_id is null or user_id = new.user_id order by id for update;
  -- A transaction that began before midnight may run after the start of a new window, which must not change back.
  update budgets
  set spent = case when window_start = budget_window(period) then spent else 0 end
              + case unit when 'tokens' then new.total_tokens else coalesce(new.cost, 0) end,
      window_start = budget_window(period)
  where (user_id is null or user_id = new.user_id) and window_start <= budget_window(period);
  delete from budget_reservations where job_id = new.job_id and attempt = new.attempt;
  perform notify_of_budgets(new.user_id);
  return null;
end $$;
comment on function book_spending is 'Adds a ledger row to the budgets of its user and of the server, releases its reservation, and notifies webhook endpoints.';
