create or replace function event_target(
  p_user_id text, p_conversation_id integer, p_job_id text, out outcome text, out user_key integer
) language plpgsql stable as $$
declare
  v_user integer;
begin
  if p_user_id is not null then
    select id into v_user from users where user_id = p_user_id;
    if not found then outcome := 'no_user'; return; end if;
  end if;
  user_key := v_user;
  if p_conversation_id is not null then
    select user_id into user_key from conversations
    where id = p_conversation_id and (v_user is null or user_id = v_user);
    if not found then outcome := 'no_conversation'; return; end if;
  end if;
  if p_job_id is not null then
    select user_id into user_key from jobs
    where id = p_job_id and (v_user is null or user_id = v_user)
      and (p_conversation_id is null or conversation_id = p_conversation_id);
    if not found then outcome := 'no_job'; return; end if;
  end if;
  outcome := 'found';
end $$;
comment on function event_target is 'The user whose jobs a subscription covers (null: all users). outcome is found, or no_user, no_conversation or no_job if the object does not exist or belongs to another user.';
