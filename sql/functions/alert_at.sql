create or replace function alert_at(p_budget budgets) returns numeric language plpgsql immutable as $$
begin
  return coalesce(coalesce(p_budget.hard_limit, p_budget.soft_limit) * p_budget.alert_percent / 100,
                  p_budget.soft_limit, p_budget.hard_limit * 0.8);
end $$;
comment on function alert_at is 'What a budget has to have spent for webhook endpoints to be told: its own share of the hard limit (of the soft one without it), or the soft limit, or 80 % of the hard one.';
