-- The caller has locked the budgets. A unique index on deliveries prevents a second notification in the same window.
create or replace function notify_of_budgets(p_user integer, p_refused integer default null) returns void
language plpgsql as $$
begin
  if not has_endpoints(p_user) then return; end if;
  with passed as materialized (
    select b.*, case when b.window_start >= budget_window(b.period) then b.spent else 0 end as now_spent,
           alert_at(b) as alert_at
    from budgets b where b.user_id is null or b.user_id = p_user
  ), events as materialized (
    select 'budget.alert' as event, passed.* from passed where now_spent >= alert_at
    union all
    select 'budget.exceeded', passed.* from passed where now_spent >= hard_limit or id = p_refused
  ), listening as materialized (
    select e.* from webhook_endpoints e
    where e.is_enabled and (e.user_id is null or e.user_id = p_user)
      and exists (select from events) order by e.id for key share
  )
  insert into webhook_deliveries (endpoint_id, user_id, event, url, budget_owner, budget_window, data)
  select l.id, l.user_id, e.event, l.url, e.user_id, budget_window(e.period),
         jsonb_build_object('period', e.period, 'unit', e.unit, 'soft', trim_scale(e.soft_limit)::text,
                            'hard', trim_scale(e.hard_limit)::text, 'alertAt', trim_scale(e.alert_at)::text,
                            'spent', trim_scale(e.now_spent)::text, 'resetsAt', budget_reset(e.period))
  from events e join listening l on e.event = any (l.events) and (l.user_id is null or l.user_id = e.user_id)
  order by e.id, e.event, l.id
  on conflict do nothing;
end $$;
comment on function notify_of_budgets is 'Creates a delivery for each webhook endpoint when a budget of the server or of this user passes its alert threshold or its limit, or rejects a call: once per window and event.';
