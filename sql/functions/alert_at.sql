create or replace function alert_at(p_budget budgets) returns numeric language plpgsql immutable as $$
begin
  return coalesce(coalesce(p_budget.hard_limit, p_budget.soft_limit) * p_budget.alert_percent / 100,
                  p_budget.soft_limit, p_budget.hard_limit * 0.8);
end $$;
comment on function alert_at is 'The spent amount at which a budget notifies webhook endpoints: alert_percent of the hard limit (or of the soft limit without a hard one), otherwise the soft limit, otherwise 80 % of the hard limit.';
