-- It locks, in this order: the idempotency key, the conversation, the user, the count of requests.
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
  -- 1. Of two requests with one key the later one waits here, and then finds the job of the other.
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

  -- 2. A turn that is to follow another one goes on in a copy, unless that one is the last: turns that its caller does
  --    not know must not come between.
  if p_after_turn is not null and not (is_budgeted(v_user) and used_up_budget(v_user) is not null) then
    perform from conversations
    where id = p_conversation_id and user_id = v_user and last_turn = p_after_turn and p_expires_seconds is null
    for no key update;
    if not found then
      -- A copy of a turn that has no answer yet would leave it out.
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
      -- 3. The next turn of a conversation. Its lock gives turns their order, and tells this statement and the one that
      --    settles of each other.
      if v_budget is null then
        update conversations c
        set title = case when title is null and last_turn = 0 then p_title else title end,
            last_turn = last_turn + 1, open_jobs = open_jobs + 1, message_count = message_count + 1, updated_at = now(),
            last_job_id = p_job_id, last_request_hash = p_content_hash, last_answered_at = null,
            model = coalesce(p_params->>'model', model)
        where c.id = find_conversation(v_user, p_conversation_id, p_session_id) and c.user_id = v_user
          -- A transient one is known to nobody but the request that made it.
          and (c.expires_at is null or p_after_turn is not null)
          and not (p_rejects and open_jobs > 0)
          and is_repeat(c, p_content_hash, p_repeat_seconds) is not true
        returning * into v_conversation;
        exit when found;
      end if;

      -- 4. Or what keeps the message from being stored.
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

    -- 5. Or the first turn of a new conversation, whose user may be new. The conversation of a session may have been
    --    started, or changed, at this moment: then everything is looked at again.
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

  -- 6. The request is counted, and the message and its job are stored.
  insert into api_usage (user_id, endpoint, request_count) values (v_user, p_endpoint, 1)
  on conflict (user_id, endpoint)
  do update set request_count = api_usage.request_count + 1, last_request_at = now();
  insert into messages (conversation_id, turn, role, content, metadata, items)
  values (v_conversation.id, v_conversation.last_turn, 'user', p_message, p_metadata, p_items);
  v_runs := p_process_id is not null and v_conversation.open_jobs = 1;
  v_now := clock_timestamp(); -- after the lock: now() may be before the turn before has ended
  insert into jobs (id, user_id, key_id, conversation_id, turn, params, idempotency_key, request_hash, callback_url,
                    status, attempt, process_id, started_at, attempt_started_at, lease_until, deadline_at, model)
  values (p_job_id, v_user, p_key_id, v_conversation.id, v_conversation.last_turn, p_params, p_idempotency_key,
          p_request_hash, p_callback_url,
          case when v_runs then 'running' else 'queued' end, v_runs::integer, case when v_runs then p_process_id end,
          case when v_runs then v_now end, case when v_runs then v_now end,
          case when v_runs then v_now + make_interval(secs => p_lease_seconds) end,
          case when v_runs then v_now + make_interval(secs => p_deadline_seconds) end, p_params->>'model');

  -- 7. Where it runs at once: what its attempt needs besides the request.
  return accepted_job('new', p_job_id, v_conversation.id, v_conversation.last_turn, p_request_hash,
                      v_conversation.open_jobs > 1,
                      case when v_runs then json_build_object(
                        'version', v_conversation.version,
                        'history', answered_turns(v_conversation.id, v_conversation.last_turn, p_history_max),
                        'isBudgeted', v_is_budgeted,
                        'nowMs', now_ms()) end);
end $$;
comment on function accept_message is 'Stores a user''s message and its job, and the user and the conversation where they are new: an accepted message always has a job. With a process id, and when it is this job''s turn, the job is stored running for that process, and the reply has what its attempt needs. Stores nothing when the request is the same as an earlier one (replayed, repeated), when a budget is used up (over_budget), or when the conversation is busy and the caller rejects that, or its copy would lack an unanswered turn; null when the conversation is not this user''s, or is transient. With p_expires_seconds a conversation that it makes is transient. With p_after_turn it follows that turn, in a copy of the conversation unless that is its last.';
