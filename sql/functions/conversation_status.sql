create or replace function conversation_status(p_conversation conversations) returns text language sql stable as $$
  select case when p_conversation.open_jobs > 0 then 'running'
              else (select case j.status when 'completed' then 'answered' else j.status end
                    from jobs j where j.id = p_conversation.last_job_id) end
$$;
comment on function conversation_status is 'The status of a conversation''s last message: running, answered, failed or cancelled. Null if no message was sent to a model.';
