-- Lock order: the job, its conversation, the budgets (in the triggers), the webhook endpoints.
create or replace function settle_attempt(
  p_job_id text,
  p_attempt integer,
  p_status text,
  p_delay_seconds double precision,
  p_counts boolean,
  p_model_index integer,
  p_model_failures integer,
  p_answer text,
  p_answer_metadata jsonb,
  p_error_code text,
  p_error_message text,
  p_error_details jsonb,
  p_spent jsonb,
  p_abandoned boolean,
  p_attempts_max integer,
  p_answer_items jsonb default null,
  p_claimed_version uuid default null,
  p_model text default null
) returns json language plpgsql set messages.are_counted = on as $$
declare
  v_job jobs;
  v_conversation conversations;
  v_message_id integer;
  v_delivery_id text;
  v_delivery_ids text[] := '{}';
  v_next_id text;
  v_was_running boolean;
  v_is_current boolean;
begin
  -- 1. Set the job's new state, if the attempt still holds the job. No attempt holds an abandoned job, and it has no
  --    attempts or no time left.
  if p_abandoned then
    select status = 'running' into v_was_running from jobs where id = p_job_id for no key update;
  end if;
  update jobs
  set status = p_status, lease_until = null,
      finished_at = case when p_status <> 'queued' then clock_timestamp() end,
      next_attempt_at = now() + make_interval(secs => p_delay_seconds), dispatched_at = now(),
      uncounted_attempts = uncounted_attempts + (not p_counts)::integer,
      model_index = coalesce(p_model_index, model_index),
      model_failures = coalesce(p_model_failures, model_failures),
      error_code = p_error_code, error_message = p_error_message, error_details = p_error_details,
      model = coalesce(p_answer_metadata->>'model', p_model, model)
  where id = p_job_id and attempt = p_attempt
    and case when p_abandoned
             then (status = 'queued' or status = 'running' and lease_until <= now())
              and (attempt - uncounted_attempts >= p_attempts_max or deadline_at <= now())
             else status = 'running' end
  returning * into v_job;

  -- 2. Otherwise only enter the spent tokens, for the job's user if the user still exists.
  if not found then
    if p_spent is not null then
      select * into v_job from jobs where id = p_job_id;
      select id into v_job.user_id from users where id = v_job.user_id for key share;
      perform enter_spending(p_job_id, p_attempt, v_job.user_id, v_job.key_id, p_spent);
    end if;
    if not p_abandoned then
      delete from lost_calls where job_id = p_job_id and attempt = p_attempt;
    end if;
    return null;
  end if;
  if v_was_running then
    perform lose_attempt(v_job);
  elsif p_status <> 'completed' and not p_abandoned then
    insert into job_attempts (job_id, attempt, started_at, ended_at, outcome, model, error_code, error_message, process_id)
    values (p_job_id, p_attempt, v_job.attempt_started_at, clock_timestamp(),
            case when p_status = 'queued' and p_error_code is null then 'released'
                 when p_status = 'queued' and not p_counts then 'deferred' else 'failed' end,
            p_model, p_error_code, p_error_message, v_job.process_id)
    on conflict do nothing;
  end if;

  -- 3. Update the conversation, and store the answer, the webhook and the cost of the call.
  if p_claimed_version is not null then
    select version = p_claimed_version into v_is_current
    from conversations where id = v_job.conversation_id for no key update;
  end if;
  if p_status <> 'queued' then
    update conversations
    set version = case p_status when 'completed' then gen_random_uuid() else version end,
        open_jobs = open_jobs - 1, message_count = message_count + (p_status = 'completed')::integer, updated_at = now(),
        -- The client may be about to retry: see callRememberedSeconds.
        expires_at = case when expires_at is not null then greatest(expires_at, now() + interval '15 minutes') end,
        last_answered_at = case when last_job_id = p_job_id and p_status = 'completed' then now()
                                else last_answered_at end,
        last_request_hash = case when last_job_id = p_job_id and p_status = 'failed' then null
                                 else last_request_hash end,
        model = case when last_job_id = p_job_id
                     then coalesce(p_answer_metadata->>'model', case when not p_abandoned then p_model end, model)
                     else model end
    where id = v_job.conversation_id
    returning * into v_conversation;
  end if;
  if p_status = 'completed' then
    insert into messages (conversation_id, turn, role, content, metadata, items, job_id, created_at)
    values (v_job.conversation_id, v_job.turn, 'assistant', p_answer, p_answer_metadata, p_answer_items, p_job_id,
            v_job.finished_at)
    returning id into v_message_id;
  end if;
  if p_status <> 'queued' and v_job.callback_url is not null then
    insert into webhook_deliveries (job_id, event, url) values (p_job_id, 'job.' || p_status, v_job.callback_url)
    returning id into v_delivery_id;
  end if;
  if p_spent is not null then
    perform enter_spending(p_job_id, p_attempt, v_job.user_id, v_job.key_id, p_spent, p_status = 'completed');
  elsif p_status = 'completed' then
    -- The answer is from an earlier attempt, whose cost is already in the ledger.
    update usage_ledger set is_answer = true
    where job_id = p_job_id
      and attempt = (select max(attempt) from usage_ledger where job_id = p_job_id and not estimated);
  end if;
  if p_status = 'failed' then
    insert into usage_failures (job_id, attempt, user_id, key_id, model, error_code)
    values (p_job_id, p_attempt, v_job.user_id, v_job.key_id,
            coalesce(case when p_abandoned then v_job.params->>'model' end, p_model, 'unknown'),
            coalesce(p_error_code, 'unknown'));
  end if;
  if p_status <> 'queued' and has_endpoints(v_job.user_id) then
    if p_error_code = 'budget_exceeded' then
      perform notify_of_refusal(v_job.user_id, p_error_details->'budget');
    end if;
    v_delivery_ids := notify_endpoints('job.' || p_status, v_job.user_id, p_job_id) || budget_deliveries(v_job.user_id);
  end if;
  if p_status <> 'queued' then
    v_delivery_ids := v_delivery_ids || notify_subscribers('job.' || p_status, v_job);
  end if;

  -- 4. Release the next turn of the conversation.
  if v_conversation.open_jobs > 0 then
    v_next_id := release_next(v_job.conversation_id);
  end if;

  return json_build_object(
    'id', v_job.id, 'status', v_job.status, 'key_id', v_job.key_id, 'conversation_id', v_job.conversation_id,
    'turn', v_job.turn, 'attempt', v_job.attempt, 'uncounted_attempts', v_job.uncounted_attempts,
    'next_attempt_at', v_job.next_attempt_at, 'created_at', v_job.created_at, 'started_at', v_job.started_at,
    'finished_at', v_job.finished_at, 'model', v_job.model, 'now', now(), 'message_id', v_message_id,
    'version', v_conversation.version, 'open_jobs', coalesce(v_conversation.open_jobs, 0),
    'is_newest', v_is_current is not false and (coalesce(v_conversation.last_turn = v_job.turn, false) or not exists (
      select from jobs later
      where later.conversation_id = v_job.conversation_id and later.turn > v_job.turn and later.status = 'completed')),
    'delivery_id', v_delivery_id, 'delivery_ids', array_remove(v_delivery_id || v_delivery_ids, null),
    'next_id', v_next_id);
end $$;
comment on function settle_attempt is 'Settles an attempt atomically, if it still holds the job: stores the job''s new state, the answer, the ledger row, the conversation''s new version and the webhook deliveries, and releases the next turn of the conversation. A final failure is stored with p_model, the requested model. With p_claimed_version, is_newest is true only while the conversation still has that version. Null if the attempt does not hold the job: then only its ledger row is written.';
