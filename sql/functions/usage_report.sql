-- The plan depends on whose usage is asked for: each call is planned by itself.
create or replace function usage_report(
  p_from_instant timestamptz, p_from_day timestamp, p_to_instant timestamptz, p_to_day timestamp, p_granularity text,
  p_timezone text, p_user_id text, p_model text, p_key_id text, p_group_by text
) returns table (
  start timestamptz, local text, label text, requests numeric, prompt_tokens numeric, cached_tokens numeric,
  completion_tokens numeric, reasoning_tokens numeric, total_tokens numeric, estimated_tokens numeric,
  unpriced_tokens numeric, cost text, from_at timestamptz, to_at timestamptz, user_known boolean)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_from timestamptz := coalesce(p_from_instant, first_instant(p_from_day, p_timezone));
  v_to timestamptz := coalesce(p_to_instant, first_instant(p_to_day, p_timezone), now());
  v_user integer := (select id from users where user_id = p_user_id);
  v_closed timestamptz := (select closed_until from usage_rollup_state);
  -- Only a report on all users that does not tell them apart reads the sums over all.
  v_everybody boolean := p_user_id is null and p_group_by is distinct from 'user';
begin
  return query
  with parts as materialized (
    select start, source, since, until from usage_parts(v_from, v_to, v_closed, p_granularity, p_timezone)
  ), used as (
    -- 1. What is final, from the rollups.
    select start, user_id, model, key_id, requests, prompt_tokens, cached_tokens, completion_tokens,
           reasoning_tokens, total_tokens, estimated_tokens, unpriced_tokens, cost
    from parts cross join lateral (
      select * from usage_rollups
      where everybody = v_everybody and granularity = source and bucket >= since and bucket < until
        and (p_user_id is null or user_id = v_user)
      offset 0) rollups
    where source <> 'ledger'
    union all
    -- 2. The rest, from the ledger.
    select start, user_id, model, key_id, 1, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens,
           total_tokens, case when estimated then total_tokens else 0 end,
           case when cost is null then total_tokens else 0 end, coalesce(cost, 0)
    from parts cross join lateral (
      select * from usage_ledger
      where created_at >= since and created_at < until and (p_user_id is null or user_id = v_user)
      offset 0) ledger
    where source = 'ledger'
  ), summed as (
    -- 3. The sums of each step and group, and of all.
    select start, case p_group_by when 'user' then user_id::text when 'model' then model when 'key' then key_id
                  end as member,
           sum(requests) as requests, sum(prompt_tokens) as prompt, sum(cached_tokens) as cached,
           sum(completion_tokens) as completion, sum(reasoning_tokens) as reasoning, sum(total_tokens) as total,
           sum(estimated_tokens) as estimated, sum(unpriced_tokens) as unpriced, sum(cost) as cost
    from used
    where (p_model is null or model = p_model) and (p_key_id is null or key_id = p_key_id)
    group by grouping sets ((1, 2), ())
  )
  select start, to_char(start at time zone p_timezone, 'YYYY-MM-DD"T"HH24:MI:SS'),
         case p_group_by when 'user' then users.user_id else member end,
         coalesce(requests, 0)::numeric, coalesce(prompt, 0)::numeric, coalesce(cached, 0)::numeric,
         coalesce(completion, 0)::numeric, coalesce(reasoning, 0)::numeric, coalesce(total, 0)::numeric,
         coalesce(estimated, 0)::numeric, coalesce(unpriced, 0)::numeric, trim_scale(coalesce(summed.cost, 0))::text,
         v_from, v_to, p_user_id is null or v_user is not null
  from summed
  left join users on users.id = case p_group_by when 'user' then member::int end
  order by 1 nulls first, 3 nulls first;
end $$;
comment on function usage_report is 'The usage in a range, by steps and groups, with the totals first, from one moment. A step is null in the totals; local is what a clock in the zone shows at its start.';
