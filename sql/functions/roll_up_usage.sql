create or replace function roll_up_usage(
  p_version integer, p_from timestamptz, p_to timestamptz, p_lag_seconds integer
) returns boolean
language plpgsql set work_mem = '32MB' as $$
begin
  -- 1. Of two parallel runs only one continues: the other finds a changed version. Hours within the lag may still get
  --    rows from open transactions.
  update usage_rollup_state
  set version = version + 1,
      closed_until = greatest(closed_until, least(p_to, date_trunc(
        'hour', now() - make_interval(secs => p_lag_seconds), 'UTC')))
  where version = p_version;
  if not found then return false; end if;

  -- 2. Replace the sums of the window: by hour and by day, of each user and of all users.
  delete from usage_rollups where bucket >= p_from and bucket < p_to;
  insert into usage_rollups (everybody, user_id, key_id, model, granularity, bucket, requests, answers, failures,
                             prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, total_tokens,
                             estimated_tokens, unpriced_tokens, cost, latency_buckets, latency_counts)
  with hourly as materialized (
    select user_id, key_id, model, date_trunc('hour', created_at, 'UTC') as hour,
           case when is_answer then latency_bucket(latency_ms) end as latency, count(*)::int as requests, 0 as failures,
           sum(prompt_tokens)::bigint as prompt, sum(cached_tokens)::bigint as cached,
           sum(completion_tokens)::bigint as completion, sum(reasoning_tokens)::bigint as reasoning,
           sum(total_tokens)::bigint as total,
           coalesce(sum(total_tokens) filter (where estimated), 0)::bigint as estimated,
           coalesce(sum(total_tokens) filter (where cost is null), 0)::bigint as unpriced,
           coalesce(sum(cost), 0) as cost
    from usage_ledger where created_at >= p_from and created_at < p_to
    group by 1, 2, 3, 4, 5
    union all
    select user_id, key_id, model, date_trunc('hour', created_at, 'UTC'), null, 0, count(*)::int,
           0, 0, 0, 0, 0, 0, 0, 0
    from usage_failures where created_at >= p_from and created_at < p_to
    group by 1, 2, 3, 4
  ), by_latency as (
    select everybody, case when not everybody then user_id end as user_id, key_id, model, granularity,
           case granularity when 'hour' then hour else date_trunc('day', hour, 'UTC') end as bucket, latency,
           sum(requests)::int as requests, sum(failures)::int as failures, sum(prompt) as prompt,
           sum(cached) as cached, sum(completion) as completion, sum(reasoning) as reasoning, sum(total) as total,
           sum(estimated) as estimated, sum(unpriced) as unpriced, sum(cost) as cost
    from hourly
    cross join (values ('hour'), ('day')) as granularities (granularity)
    cross join (values (false), (true)) as scopes (everybody)
    group by 1, 2, 3, 4, 5, 6, 7
  )
  select everybody, user_id, key_id, model, granularity, bucket, sum(requests),
         coalesce(sum(requests) filter (where latency is not null), 0), sum(failures), sum(prompt), sum(cached),
         sum(completion), sum(reasoning), sum(total), sum(estimated), sum(unpriced), sum(cost),
         array_agg(latency) filter (where latency is not null),
         array_agg(requests) filter (where latency is not null)
  from by_latency
  group by 1, 2, 3, 4, 5, 6;
  return true;
end $$;
comment on function roll_up_usage is 'Recomputes the sums of a window of the ledger and of the failures, and advances closed_until. False, without a change, if another run was faster.';
