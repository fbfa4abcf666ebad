create or replace function budget_left(p_job_id text, out tokens bigint, out usd numeric)
language sql stable as $$
  select floor(min(a.hard_limit - a.spent) filter (where a.unit = 'tokens'))::bigint,
         min(a.hard_limit - a.spent) filter (where a.unit = 'usd')
  from job_budgets(p_job_id, 0, 0) a
$$;
comment on function budget_left is 'What the hard budgets of a job leave of this period, kept free or not: tokens and dollars, null without such a budget.';
