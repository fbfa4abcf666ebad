create or replace function enter_spending(
  p_job_id text, p_attempt integer, p_user integer, p_key_id text, p_spent jsonb, p_is_answer boolean default false
) returns void language plpgsql as $$
begin
  insert into usage_ledger (job_id, attempt, user_id, key_id, model, prompt_tokens, cached_tokens, completion_tokens,
                            reasoning_tokens, total_tokens, latency_ms, estimated, cost, currency, price, is_answer)
  select p_job_id, p_attempt, p_user, p_key_id, s.model, s."promptTokens", s."cachedTokens", s."completionTokens",
         s."reasoningTokens", s."totalTokens", s."latencyMs", coalesce(s.estimated, false), s.cost, s.currency, s.price,
         p_is_answer
  from jsonb_to_record(p_spent) as s
    (model text, "promptTokens" int, "cachedTokens" int, "completionTokens" int, "reasoningTokens" int,
     "totalTokens" int, "latencyMs" int, estimated boolean, cost numeric, currency text, price jsonb)
  -- The worker's later report replaces an estimate.
  on conflict (job_id, attempt) do update
  set model = excluded.model, prompt_tokens = excluded.prompt_tokens, cached_tokens = excluded.cached_tokens,
      completion_tokens = excluded.completion_tokens, reasoning_tokens = excluded.reasoning_tokens,
      total_tokens = excluded.total_tokens, latency_ms = excluded.latency_ms, estimated = false,
      cost = excluded.cost, currency = excluded.currency, price = excluded.price
  where usage_ledger.estimated and not excluded.estimated;
end $$;
comment on function enter_spending is 'Enters the cost of an attempt''s model call into the ledger, once. An exact cost replaces an estimate.';
