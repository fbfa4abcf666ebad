create or replace function used_up_budget(p_user integer) returns json language plpgsql stable as $$
begin
  return (
    select json_build_object('period', b.period, 'unit', b.unit, 'limit', trim_scale(b.hard_limit)::text,
                             'resetsAt', budget_reset(b.period))
    from budgets b
    where (b.user_id is null or b.user_id = p_user)
      and b.hard_limit <= case when b.window_start >= budget_window(b.period) then b.spent else 0 end
    order by b.period desc
    limit 1);
end $$;
comment on function used_up_budget is 'A used-up budget with a hard limit, of the server or of this user (null: unknown user). A month''s budget comes before a day''s.';
