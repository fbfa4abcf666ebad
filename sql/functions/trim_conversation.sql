create or replace function trim_conversation(p_conversation_id integer, p_messages integer) returns integer
language plpgsql as $$
declare
  v_before integer;
  v_messages integer;
begin
  select min(turn) + greatest(1, p_messages / 2) into v_before from messages where conversation_id = p_conversation_id;
  perform from jobs where conversation_id = p_conversation_id and turn < v_before order by id for no key update;
  delete from messages where conversation_id = p_conversation_id and turn < v_before;
  get diagnostics v_messages = row_count;
  delete from jobs where conversation_id = p_conversation_id and turn < v_before;
  return v_messages;
end $$;
comment on function trim_conversation is 'Deletes the oldest turns of a conversation that is being deleted, with about p_messages messages, and returns the number of deleted messages.';
