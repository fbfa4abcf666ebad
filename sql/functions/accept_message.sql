-- Lock order: the idempotency key, the conversation, the user, the request count.
create or replace function accept_message(
  p_job_id text,
  p_key_id text,
  p_user_id text,
  p_conversation_id integer,
  p_session_id text,
  p_message text,
  p_metadata jsonb,
  p_title text,
  p_params jsonb,
  p_callback_url text,
  p_idempotency_key text,
  p_request_hash text,
  p_content_hash text,
  p_repeat_seconds integer,
  p_rejects boolean,
  p_process_id text default null,
  p_lease_seconds integer default null,
  p_deadline_seconds integer default null,
  p_history_max integer default null,
  p_items jsonb default null,
  p_expires_seconds integer default null,
  p_after_turn integer default null,
  p_endpoint text default 'POST /api/chat'
) returns json language plpgsql set messages.are_counted = on as $$
declare
  v_user integer;
  v_prior jobs;
  v_conversation conversations;
  v_is_budgeted boolean;
  v_budget json;
  v_runs boolean;
  v_now timestamptz;
begin
  -- 1. Of two requests with the same key, the later one waits here and then finds the job of the first.
  if p_idempotency_key is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_idempotency_key, hashtext(p_user_id)));
  end if;
  select id into v_user from users where user_id = p_user_id;
  if p_idempotency_key is not null then
    select * into v_prior from jobs where user_id = v_user and idempotency_key = p_idempotency_key;
    if found then
      return accepted_job('replayed', v_prior.id, v_prior.conversation_id, v_prior.turn, v_prior.request_hash, true);
    end if;
  end if;

  -- 2. A turn that follows p_after_turn continues in a copy of the conversation, unless p_after_turn is the last turn.
  --    Otherwise turns that the caller does not know would be in between.
  if p_after_turn is not null and not (is_budgeted(v_user) and used_up_budget(v_user) is not null) then
    perform from conversations
    where id = p_conversation_id and user_id = v_user and last_turn = p_after_turn and p_expires_seconds is null
    for no key update;
    if not found then
      -- A copy would not include a turn without an answer.
      select * into v_prior from jobs
      where conversation_id = p_conversation_id and user_id = v_user and turn <= p_after_turn
        and status in ('queued', 'running')
      order by turn desc limit 1;
      if found then
        return accepted_job('busy', v_prior.id, v_prior.conversation_id, v_prior.turn, v_prior.request_hash, true);
      end if;
      p_conversation_id := fork_conversation(p_conversation_id, p_user_id, p_after_turn, p_expires_seconds);
      if p_conversation_id is null then
        return null;
      end if;
    end if;
  end if;

  loop
    v_is_budgeted := is_budgeted(v_user);
    v_budget := case when v_is_budgeted then used_up_budget(v_user) end;

    if v_user is not null and (p_conversation_id is not null or p_session_id is not null) then
      -- 3. The next turn of a conversation. The lock orders the turns, and also orders this statement and
      --    settle_attempt.
      if v_budget is null then
        update conversations c
        set title = case when title is null and last_turn = 0 then p_title else title end,
            last_turn = last_turn + 1, open_jobs = open_jobs + 1, message_count = message_count + 1, updated_at = now(),
            last_job_id = p_job_id, last_request_hash = p_content_hash, last_answered_at = null,
            model = coalesce(p_params->>'model', model)
        where c.id = find_conversation(v_user, p_conversation_id, p_session_id) and c.user_id = v_user
          -- Only the request that created a transient conversation knows it.
          and (c.expires_at is null or p_after_turn is not null)
          and not (p_rejects and open_jobs > 0)
          and is_repeat(c, p_content_hash, p_repeat_seconds) is not true
        returning * into v_conversation;
        exit when found;
      end if;

      -- 4. If the conversation was not changed, return the reason why the message is not stored.
      select * into v_conversation from conversations
      where id = find_conversation(v_user, p_conversation_id, p_session_id) and user_id = v_user
        and (expires_at is null or p_after_turn is not null) for no key update;
      if is_repeat(v_conversation, p_content_hash, p_repeat_seconds) then
        return accepted_job('repeated', v_conversation.last_job_id, v_conversation.id, v_conversation.last_turn,
                            v_conversation.last_request_hash, true);
      end if;
      if v_budget is null and p_rejects and v_conversation.open_jobs > 0 then
        select * into v_prior from jobs
        where conversation_id = v_conversation.id and status in ('queued', 'running') order by turn limit 1;
        return accepted_job('busy', v_prior.id, v_prior.conversation_id, v_prior.turn, v_prior.request_hash, true);
      end if;
    end if;
    if v_budget is not null then
      if has_endpoints(v_user) then
        perform notify_of_refusal(v_user, v_budget::jsonb);
      end if;
      return json_build_object('kind', 'over_budget', 'budget', v_budget);
    end if;
    if p_conversation_id is not null and v_conversation.id is null then
      return null;
    end if;

    -- 5. Without a conversation, create one with its first turn, and its user if necessary. If a parallel request has
    --    created or changed the session's conversation, the loop starts again.
    if v_conversation.id is null then
      loop
        select id into v_user from users where user_id = p_user_id for key share;
        exit when found;
        insert into users (user_id) values (p_user_id) on conflict (user_id) do nothing returning id into v_user;
        exit when found;
      end loop;
      insert into conversations (user_id, session_id, title, last_turn, open_jobs, message_count, last_job_id,
                                 last_request_hash, expires_at, model)
      values (v_user, p_session_id, p_title, 1, 1, 1, p_job_id, p_content_hash,
              now() + make_interval(secs => p_expires_seconds), p_params->>'model')
      on conflict (user_id, session_id) do nothing
      returning * into v_conversation;
      exit when found;
    end if;
  end loop;

  -- 6. Count the request, and store the message and its job.
  insert into api_usage (user_id, endpoint, request_count) values (v_user, p_endpoint, 1)
  on conflict (user_id, endpoint)
  do update set request_count = api_usage.request_count + 1, last_request_at = now();
  insert into messages (conversation_id, turn, role, content, metadata, items)
  values (v_conversation.id, v_conversation.last_turn, 'user', p_message, p_metadata, p_items);
  v_runs := p_process_id is not null and v_conversation.open_jobs = 1;
  v_now := clock_timestamp(); -- after the lock: now() may be earlier than the end of the previous turn
  insert into jobs (id, user_id, key_id, conversation_id, turn, params, idempotency_key, request_hash, callback_url,
                    status, attempt, process_id, started_at, attempt_started_at, lease_until, deadline_at, model)
  values (p_job_id, v_user, p_key_id, v_conversation.id, v_conversation.last_turn, p_params, p_idempotency_key,
          p_request_hash, p_callback_url,
          case when v_runs then 'running' else 'queued' end, v_runs::integer, case when v_runs then p_process_id end,
          case when v_runs then v_now end, case when v_runs then v_now end,
          case when v_runs then v_now + make_interval(secs => p_lease_seconds) end,
          case when v_runs then v_now + make_interval(secs => p_deadline_seconds) end, p_params->>'model');

  -- 7. If the job runs at once, return the other data that its attempt needs.
  return accepted_job('new', p_job_id, v_conversation.id, v_conversation.last_turn, p_request_hash,
                      v_conversation.open_jobs > 1,
                      case when v_runs then json_build_object(
                        'version', v_conversation.version,
                        'history', answered_turns(v_conversation.id, v_conversation.last_turn, p_history_max),
                        'isBudgeted', v_is_budgeted,
                        'nowMs', now_ms()) end);
end $$;
comment on function accept_message is 'Stores a user''s message and its job, and creates the user and the conversation if they are new: an accepted message always has a job. With a process id, and if it is this job''s turn, the job is stored as running for that process, and the reply contains the data that its attempt needs. Stores nothing if the request repeats an earlier one (replayed, repeated), if a budget is used up (over_budget), or if the conversation is busy (busy): the caller rejects a busy conversation, or a copy would lack an unanswered turn. Null if the conversation belongs to another user or is transient. With p_expires_seconds a new conversation is transient. With p_after_turn the message follows that turn, in a copy of the conversation unless it is the last turn.';
