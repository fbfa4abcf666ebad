create or replace function count_answered(p_conversation_id integer, p_before_turn integer, p_max integer)
returns integer language sql stable as $$
  select count(*)::integer
  from (select from messages m
        where m.conversation_id = p_conversation_id and m.turn < p_before_turn
          and (m.job_id is not null
               or coalesce((select j.status from jobs j where j.conversation_id = p_conversation_id and j.turn = m.turn),
                           'completed') = 'completed')
        order by m.turn desc, m.id desc
        limit p_max) known
$$;
comment on function count_answered is 'The number of messages in the answered turns before p_before_turn, counted up to p_max: the messages that answered_messages would return without limits.';
