create or replace function rename_conversation(p_conversation_id integer, p_user_id text, p_title text)
returns setof conversations language plpgsql as $$
declare
  v_conversation conversations;
begin
  -- Renaming is no message: updated_at, by which lists are sorted, stays.
  update conversations c set title = p_title
  where c.id = p_conversation_id
    and (p_user_id is null or c.user_id = (select u.id from users u where u.user_id = p_user_id))
  returning c.* into v_conversation;
  if not found then return; end if;
  perform index_title(v_conversation);
  return next v_conversation;
end $$;
comment on function rename_conversation is 'Gives a conversation another title, by which searches find it from then on. No row when it is not there, or not of this user.';
