create or replace function attempt_context(
  p_job jobs,
  p_history_max integer,
  p_cached_conversation_id integer default null,
  p_cached_version uuid default null,
  p_cached_turn integer default null
) returns json language plpgsql stable as $$
declare
  v_user_id text;
  v_version uuid;
  v_message text;
  v_items jsonb;
  v_history json;
begin
  -- 1. The user, the conversation's version, and the message.
  select u.user_id, c.version, asked.content, asked.items into strict v_user_id, v_version, v_message, v_items
  from users u, conversations c, messages asked
  where u.id = p_job.user_id and c.id = p_job.conversation_id
    and asked.conversation_id = p_job.conversation_id and asked.turn = p_job.turn and asked.role = 'user';

  -- 2. The history, unless the caller's cache has the conversation's current version and no turn from this one on.
  if p_cached_conversation_id = p_job.conversation_id and p_cached_version = v_version and p_cached_turn < p_job.turn then
    v_history := null;
  else
    v_history := answered_turns(p_job.conversation_id, p_job.turn, p_history_max);
  end if;

  return json_build_object(
    'state', 'claimed',
    'job', json_build_object(
      'id', p_job.id, 'user_id', v_user_id, 'conversation_id', p_job.conversation_id, 'turn', p_job.turn,
      'attempt', p_job.attempt, 'counted', p_job.attempt - p_job.uncounted_attempts,
      'modelIndex', p_job.model_index, 'modelFailures', p_job.model_failures, 'params', p_job.params,
      'secondsToDeadline', extract(epoch from p_job.deadline_at - clock_timestamp())::float),
    'version', v_version,
    'message', v_message,
    'items', v_items,
    'history', v_history,
    'lost', case when p_job.attempt > 1 then lost_attempts(p_job.id) end,
    'isBudgeted', is_budgeted(p_job.user_id),
    'nowMs', now_ms());
end $$;
comment on function attempt_context is 'The data that the attempt of a running job needs: the job, its message, the history unless the cached one is current, and whether a budget applies.';
