create or replace function reserve_budget(p_job_id text, p_attempt integer, p_tokens integer, p_usd numeric)
returns table (state text, period text, unit text, "limit" text, "resetsAt" timestamptz, "softPassed" boolean)
language plpgsql as $$
declare
  v_state text;
begin
  -- 1. Lock the budgets of the job's user and of the server in the order of their ids, then the job against deletion.
  perform from budgets b where b.user_id is null or b.user_id = (select j.user_id from jobs j where j.id = p_job_id)
  order by b.id for update;
  perform from jobs where id = p_job_id for key share;
  if not found then
    return query select 'busy', null::text, null::text, null::text, null::timestamptz, false;
    return;
  end if;

  -- 2. Check if the amount fits. It never fits in this period if it exceeds the limit even without reservations. It is
  --    unknown if the model has no price.
  select case when p_usd is null and bool_or(a.unit = 'usd' and a.hard_limit is not null) then 'unpriced'
              when bool_or(a.spent + a.amount > a.hard_limit) then 'exceeded'
              when bool_or(a.spent + a.reserved + a.amount > a.hard_limit) then 'busy' else 'reserved' end
  into v_state from job_budgets(p_job_id, p_tokens, p_usd) a;

  -- 3. Return the budget that is exceeded, or whose soft limit is passed: the month's before the day's.
  return query
    select v_state, named.period, named.unit, trim_scale(named.named_limit)::text, budget_reset(named.period),
           v_state = 'reserved' and named.period is not null
    from (select) as one
    left join lateral (
      select a.period, a.unit,
             coalesce(case v_state when 'reserved' then a.soft_limit else a.hard_limit end, a.hard_limit) as named_limit
      from job_budgets(p_job_id, p_tokens, p_usd) a
      where case v_state when 'unpriced' then a.unit = 'usd' and a.hard_limit is not null
                         when 'exceeded' then a.spent + a.amount > a.hard_limit
                         when 'busy' then a.spent + a.reserved + a.amount > a.hard_limit
                         else a.spent >= a.soft_limit end
      order by a.period desc limit 1) named on true;

  -- 4. Reserve the amount in every budget, or in none.
  if v_state <> 'reserved' then return; end if;
  with kept as (
    insert into budget_reservations (job_id, attempt, budget_id, amount)
    select p_job_id, p_attempt, a.budget_id, a.amount from job_budgets(p_job_id, p_tokens, p_usd) a
    on conflict do nothing
    returning budget_id, amount
  )
  update budgets b set reserved = b.reserved + kept.amount from kept where b.id = kept.budget_id;
end $$;
comment on function reserve_budget is 'Reserves the highest possible cost of a call in every budget of its job. state is reserved, busy (it may fit later), exceeded, or unpriced (a hard limit in dollars, and a model without a price).';
