create or replace function set_budget(
  p_user_id text, p_period text, p_unit text, p_soft numeric, p_hard numeric, p_alert_percent integer
) returns boolean language plpgsql set lock_timeout = '2s' as $$
declare
  v_user integer;
  v_budget budgets;
begin
  -- 1. Find the user. The lock prevents the user's deletion in the meantime.
  if p_user_id is not null then
    select id into v_user from users where user_id = p_user_id for key share;
    if not found then return false; end if;
  end if;
  if p_soft is null and p_hard is null then
    delete from budgets where user_id is not distinct from v_user and period = p_period and unit = p_unit;
    return true;
  end if;

  -- 2. Change the budget. A new budget starts with the sum of the ledger. The table lock waits for running writers,
  --    whose triggers do not see the new budget. Later writers wait for this statement, and see it. This statement waits
  --    at most 2 seconds for the lock.
  update budgets
  set soft_limit = p_soft, hard_limit = p_hard, alert_percent = p_alert_percent, updated_at = now()
  where user_id is not distinct from v_user and period = p_period and unit = p_unit
  returning * into v_budget;
  if not found then
    lock table usage_ledger in share mode;
    insert into budgets (user_id, period, unit, soft_limit, hard_limit, alert_percent, window_start, spent)
    values (v_user, p_period, p_unit, p_soft, p_hard, p_alert_percent, budget_window(p_period),
            (select coalesce(sum(case p_unit when 'tokens' then l.total_tokens else l.cost end), 0)
             from usage_ledger l
             where l.created_at >= budget_window(p_period) and (v_user is null or l.user_id = v_user)))
    on conflict (user_id, period, unit)
    do update set soft_limit = p_soft, hard_limit = p_hard, alert_percent = p_alert_percent, updated_at = now()
    returning * into v_budget;
  end if;

  -- 3. Allow a new notification after a raised limit, also if a turn notified while this statement waited.
  update webhook_deliveries d set budget_window = null
  where d.data->>'period' = p_period and d.data->>'unit' = p_unit and d.budget_window = budget_window(p_period)
    and d.budget_owner is not distinct from v_user and is_raised(d, v_budget);
  return true;
exception when lock_not_available then
  -- Another transaction holds the ledger, such as a vacuum. All turns would wait behind this statement.
  raise exception 'The ledger is locked. Try again.' using errcode = 'serialization_failure';
end $$;
comment on function set_budget is 'Sets one budget of a user, or of the server for null, or removes it if it has no limit. A new budget starts with the ledger''s sum of its period. After a limit is raised, webhook endpoints are notified again when it is passed. False if the user does not exist.';
