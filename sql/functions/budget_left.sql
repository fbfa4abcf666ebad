create or replace function budget_left(p_job_id text, out tokens bigint, out usd numeric)
language sql stable as $$
  select floor(min(a.hard_limit - a.spent) filter (where a.unit = 'tokens'))::bigint,
         min(a.hard_limit - a.spent) filter (where a.unit = 'usd')
  from job_budgets(p_job_id, 0, 0) a
$$;
comment on function budget_left is 'The amounts that a job''s hard limits leave in this period, without regard to reservations: tokens and dollars, null without a hard limit in that unit.';
