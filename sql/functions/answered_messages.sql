-- Reads row by row, because one message may have megabytes: it must not read more than it returns.
create or replace function answered_messages(
  p_conversation_id integer, p_before_turn integer, p_messages_max integer default 200,
  p_bytes_max integer default 16777216
) returns setof messages language plpgsql stable rows 20 as $$
declare
  v_message messages;
  v_bytes bigint := 0;
begin
  for v_message in
    select m.* from messages m
    where m.conversation_id = p_conversation_id and m.turn < p_before_turn
      -- An answer exists only if its job has completed. For other messages a subquery reads the job, at most up to the
      -- limit. A join might read the jobs of the whole conversation.
      and (m.job_id is not null
           or coalesce((select j.status from jobs j where j.conversation_id = p_conversation_id and j.turn = m.turn),
                       'completed') = 'completed')
    order by m.turn desc, m.id desc
    limit p_messages_max
  loop
    v_bytes := v_bytes + message_bytes(v_message.content, v_message.items);
    exit when v_bytes > p_bytes_max;
    return next v_message;
  end loop;
end $$;
comment on function answered_messages is 'The messages of the answered turns before p_before_turn in a conversation, newest first: at most p_messages_max messages and p_bytes_max bytes. A turn without a job was copied from another conversation, or added without a model call.';
