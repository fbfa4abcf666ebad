create or replace function report_usage(
  p_from timestamptz, p_to timestamptz, p_granularity text, p_timezone text, p_user integer, p_model text, p_key_id text,
  p_group_by text
) returns table (
  start timestamptz, member text, requests bigint, answers bigint, failures bigint, prompt_tokens numeric,
  cached_tokens numeric, completion_tokens numeric, reasoning_tokens numeric, total_tokens numeric,
  estimated_tokens numeric, unpriced_tokens numeric, cost text, latency_median_ms integer, latency_p95_ms integer
) language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan
set work_mem = '32MB' as $$
#variable_conflict use_column
declare
  v_closed timestamptz := (select closed_until from usage_rollup_state);
begin
  return query
  with parts as materialized (
    select * from usage_parts(p_from, p_to, v_closed, p_granularity, p_timezone)
  ), used as (
    -- 1. Final hours and days come from the rollups, the rest from the ledger and the failures.
    select start, user_id, model, key_id, requests, answers, failures, prompt_tokens, cached_tokens, completion_tokens,
           reasoning_tokens, total_tokens, estimated_tokens, unpriced_tokens, cost, latency_buckets, latency_counts
    from parts cross join lateral (
      select * from usage_rollups r
      where everybody = (p_user is null and p_group_by is distinct from 'user')
        and granularity = source and bucket >= since and bucket < until and (p_user is null or r.user_id = p_user)
      offset 0) r
    where source <> 'ledger'
    union all
    select start, user_id, model, key_id, 1, is_answer::integer, 0, prompt_tokens, cached_tokens, completion_tokens,
           reasoning_tokens, total_tokens, case when estimated then total_tokens else 0 end,
           case when cost is null then total_tokens else 0 end, coalesce(cost, 0),
           case when is_answer then array[latency_bucket(latency_ms)] end, case when is_answer then array[1] end
    from parts cross join lateral (
      select * from usage_ledger l
      where created_at >= since and created_at < until and (p_user is null or l.user_id = p_user) offset 0) l
    where source = 'ledger'
    union all
    select start, user_id, model, key_id, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, null, null
    from parts cross join lateral (
      select * from usage_failures f
      where created_at >= since and created_at < until and (p_user is null or f.user_id = p_user) offset 0) f
    where source = 'ledger'
  ), fitting as materialized (
    select case p_group_by when 'user' then user_id::text when 'model' then model when 'key' then key_id end
             collate "C" as member,
           used.*
    from used
    where (p_model is null or model = p_model) and (p_key_id is null or key_id = p_key_id)
  ), summed as (
    -- 2. Sum up each step, and the whole range as the row without a start.
    select start, member, grouping(start) as is_total, coalesce(sum(requests), 0) as requests,
           coalesce(sum(answers), 0) as answers, coalesce(sum(failures), 0) as failures,
           coalesce(sum(prompt_tokens), 0) as prompt_tokens, coalesce(sum(cached_tokens), 0) as cached_tokens,
           coalesce(sum(completion_tokens), 0) as completion_tokens,
           coalesce(sum(reasoning_tokens), 0) as reasoning_tokens, coalesce(sum(total_tokens), 0) as total_tokens,
           coalesce(sum(estimated_tokens), 0) as estimated_tokens,
           coalesce(sum(unpriced_tokens), 0) as unpriced_tokens, trim_scale(coalesce(sum(cost), 0))::text as cost
    from fitting group by grouping sets ((start, member), ())
  ), latencies as (
    -- 3. Compute the percentiles from the latency histogram.
    select start, member, grouping(start) as is_total, latency, sum(calls) as calls
    from (select start, member, unnest(latency_buckets) as latency, unnest(latency_counts) as calls
          from fitting) histogram
    group by grouping sets ((start, member, latency), (latency))
  ), ranked as (
    select *, sum(calls) over (partition by is_total, start, member order by latency) as rank,
           sum(calls) over (partition by is_total, start, member) as total
    from latencies
  ), percentiles as (
    select start, member, is_total, bucket_latency(min(latency) filter (where rank >= 0.5 * total)) as median,
           bucket_latency(min(latency) filter (where rank >= 0.95 * total)) as p95
    from ranked group by 1, 2, 3
  )
  select s.start, s.member, s.requests::bigint, s.answers::bigint, s.failures::bigint, s.prompt_tokens, s.cached_tokens,
         s.completion_tokens, s.reasoning_tokens, s.total_tokens, s.estimated_tokens, s.unpriced_tokens, s.cost,
         p.median, p.p95
  from summed s
  left join percentiles p on (s.is_total, coalesce(s.start, '-infinity'), s.member is null, coalesce(s.member, ''))
                           = (p.is_total, coalesce(p.start, '-infinity'), p.member is null, coalesce(p.member, ''));
end $$;
comment on function report_usage is 'The usage in a range by steps and groups, from one snapshot. The row without a start has the totals. Final UTC days and hours within one step come from the rollups. The rest comes from the ledger: the hours since closed_until, the ends of the range, and hours in which a day of the time zone begins.';
