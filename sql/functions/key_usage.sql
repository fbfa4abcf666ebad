create or replace function key_usage(p_ids text[]) returns table (
  key_id text, requests bigint, answers bigint, failures bigint, total_tokens numeric, cost numeric, budgets jsonb
) language plpgsql stable rows 50 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_from timestamptz := date_trunc('month', now(), 'UTC');
  v_hour timestamptz := greatest(v_from, (select closed_until from usage_rollup_state));
  v_day timestamptz := greatest(v_from, date_trunc('day', v_hour, 'UTC'));
begin
  return query
  with used as (
    -- 1. Final days and hours come from the rollups, the rest from the ledger and the failures.
    select key_id, requests, answers, failures, total_tokens, cost from usage_rollups
    where everybody and granularity = 'day' and bucket >= v_from and bucket < v_day and key_id = any (p_ids)
    union all
    select key_id, requests, answers, failures, total_tokens, cost from usage_rollups
    where everybody and granularity = 'hour' and bucket >= v_day and bucket < v_hour and key_id = any (p_ids)
    union all
    select key_id, 1, is_answer::integer, 0, total_tokens, coalesce(cost, 0) from usage_ledger
    where created_at >= v_hour and key_id = any (p_ids)
    union all
    select key_id, 0, 0, 1, 0, 0 from usage_failures where created_at >= v_hour and key_id = any (p_ids)
  ), summed as (
    select key_id, sum(requests) as requests, sum(answers) as answers, sum(failures) as failures,
           sum(total_tokens) as total_tokens, sum(cost) as cost
    from used group by key_id
  )
  -- 2. Add the budgets of the key's user, the most used first.
  select k.id, coalesce(s.requests, 0)::bigint, coalesce(s.answers, 0)::bigint, coalesce(s.failures, 0)::bigint,
         coalesce(s.total_tokens, 0), trim_scale(coalesce(s.cost, 0)),
         (select coalesce(jsonb_agg(jsonb_build_object(
            'period', b.period, 'unit', b.unit, 'spent', trim_scale(b.amount)::text,
            'limit', trim_scale(b."limit")::text, 'isHard', b.hard_limit is not null, 'share', round(b.share, 4))
            order by b.share desc, b.id), '[]')
          from budget_shares b where b.user_id = k.user_id)
  from api_keys k left join summed s on s.key_id = k.id
  where k.id = any (p_ids);
end $$;
comment on function key_usage is 'The usage of keys since the first of the month (UTC), up to this moment, with the budgets of their users.';
