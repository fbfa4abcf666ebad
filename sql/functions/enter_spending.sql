create or replace function enter_spending(
  p_job_id text, p_attempt integer, p_user integer, p_key_id text, p_spent jsonb
) returns void language plpgsql as $$
begin
  insert into usage_ledger (job_id, attempt, user_id, key_id, model, prompt_tokens, cached_tokens, completion_tokens,
                            reasoning_tokens, total_tokens, latency_ms, estimated, cost, currency, price)
  select p_job_id, p_attempt, p_user, p_key_id, s.model, s."promptTokens", s."cachedTokens", s."completionTokens",
         s."reasoningTokens", s."totalTokens", s."latencyMs", coalesce(s.estimated, false), s.cost, s.currency, s.price
  from jsonb_to_record(p_spent) as s
    (model text, "promptTokens" int, "cachedTokens" int, "completionTokens" int, "reasoningTokens" int,
     "totalTokens" int, "latencyMs" int, estimated boolean, cost numeric, currency text, price jsonb)
  on conflict do nothing;
end $$;
comment on function enter_spending is 'Enters what an attempt''s model call has cost into the ledger, once.';
