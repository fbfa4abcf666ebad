create or replace function job_budgets(p_job_id text, p_tokens integer, p_usd numeric)
returns table (budget_id integer, period text, unit text, soft_limit numeric, hard_limit numeric, spent numeric,
               reserved numeric, amount numeric)
language sql stable as $$
  select b.id, b.period, b.unit, b.soft_limit, b.hard_limit,
         case when b.window_start >= budget_window(b.period) then b.spent else 0 end, b.reserved,
         case b.unit when 'tokens' then p_tokens::numeric else coalesce(p_usd, 0) end
  from budgets b
  where b.user_id is null or b.user_id = (select j.user_id from jobs j where j.id = p_job_id)
$$;
comment on function job_budgets is 'The budgets of the server and of a job''s user, with the amount spent in this period and the amount that a call of the job needs from each.';
