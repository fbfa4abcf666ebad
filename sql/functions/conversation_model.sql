create or replace function conversation_model(p_conversation conversations) returns text language sql stable as $$
  select coalesce((select m.metadata->>'model' from messages m where m.job_id = p_conversation.last_job_id),
                  (select j.params->>'model' from jobs j where j.id = p_conversation.last_job_id))
$$;
comment on function conversation_model is 'The model that answered the last message of a conversation, or that is to answer it, if the message names one.';
