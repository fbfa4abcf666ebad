create or replace function needs_attention(p_user integer, p_count_max integer, p_failures_max integer, p_items_max integer)
returns jsonb language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  v_found jsonb;
begin
  -- 1. The unfinished and the failed jobs.
  v_found := jsonb_build_object(
    'jobs', (
      select jsonb_build_object(
        'queued', count(*) filter (where status = 'queued' and not (attempt > 0 and next_attempt_at > now())),
        'running', count(*) filter (where status = 'running'),
        'waitingForRetry', count(*) filter (where status = 'queued' and attempt > 0 and next_attempt_at > now()),
        'oldestQueuedAt', min(created_at) filter (where status = 'queued'))
      from jobs where status in ('queued', 'running') and (p_user is null or user_id = p_user)),
    'deadLetters', (
      select count(*) from (
        select from jobs where status = 'failed' and (p_user is null or user_id = p_user) limit p_count_max) capped),
    'oldestDeadLetterAt', (
      select finished_at from jobs where status = 'failed' and (p_user is null or user_id = p_user)
      order by id limit 1),
    'failures', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f."newestAt" desc), '[]')
      from (select coalesce(error_code, 'unknown') as code, count(*) as count, max(finished_at) as "newestAt",
                   (array_agg(id order by finished_at desc))[1] as "newestJobId"
            from (select id, error_code, finished_at from jobs
                  where status = 'failed' and (p_user is null or user_id = p_user)
                  order by id desc limit p_failures_max) newest
            group by 1 order by 3 desc limit p_items_max) f));

  -- 2. Webhooks.
  v_found := v_found || jsonb_build_object(
    'deliveries', (
      select jsonb_build_object('failed', count(*), 'newestFailedAt', max(created_at))
      from (select created_at from webhook_deliveries
            where status = 'failed' and (p_user is null or user_id = p_user)
            order by created_at desc limit p_count_max) capped),
    'endpoints', (
      select jsonb_build_object(
        'disabled', count(*) filter (where disabled_reason is not null),
        'failing', count(*) filter (where is_enabled and failing_since is not null))
      from webhook_endpoints where p_user is null or user_id = p_user));

  -- 3. The budgets that are 80 % or more used, the most used first.
  return v_found || (
    select jsonb_build_object(
      'budgetsNear', count(*) filter (where share < 1), 'budgetsOver', count(*) filter (where share >= 1),
      'budgets', coalesce(jsonb_agg(jsonb_build_object(
        'userId', user_name, 'period', period, 'unit', unit, 'spent', trim_scale(amount)::text,
        'limit', trim_scale("limit")::text, 'isHard', hard_limit is not null, 'share', round(share, 4),
        'resetsAt', budget_reset(period)) order by share desc, id) filter (where place <= p_items_max), '[]'))
    from (select used.*, row_number() over (order by share desc, id) as place
          from budget_shares used
          where share >= 0.8 and (p_user is null or user_id = p_user)) used);
end $$;
comment on function needs_attention is 'The state that needs an operator''s attention, of a user or of all: unfinished jobs, dead letters with their errors, failing webhooks, and budgets that are 80 % or more used. Counts stop at p_count_max.';
