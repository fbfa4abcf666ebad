create or replace function rename_conversation(p_conversation_id integer, p_user_id text, p_title text)
returns setof conversations language plpgsql as $$
declare
  v_conversation conversations;
begin
  -- A new title is not a message, so updated_at, the sort key of lists, does not change.
  update conversations c set title = p_title
  where c.id = p_conversation_id
    and (p_user_id is null or c.user_id = (select u.id from users u where u.user_id = p_user_id))
  returning c.* into v_conversation;
  if not found then return; end if;
  perform index_title(v_conversation);
  return next v_conversation;
end $$;
comment on function rename_conversation is 'Changes the title of a conversation, also in the search index. No row if the conversation does not exist or belongs to another user.';
