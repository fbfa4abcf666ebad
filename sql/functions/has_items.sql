create or replace function has_items(p_job jobs) returns boolean language sql stable as $$
  select exists (select from messages m
                 where m.conversation_id = p_job.conversation_id and m.turn = p_job.turn and m.items is not null)
$$;
comment on function has_items is 'True if a job''s message has items. Earlier versions of the server support only text.';
