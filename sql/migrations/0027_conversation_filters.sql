-- Up Migration

-- Nothing is written to these when a turn goes well: they have the conversations whose last message failed or was
-- cancelled.
create index conversations_without_answer on conversations (updated_at desc, id desc)
  where expires_at is null and open_jobs = 0 and last_answered_at is null and last_job_id is not null;
create index conversations_without_answer_of_user on conversations (user_id, updated_at desc, id desc)
  where expires_at is null and open_jobs = 0 and last_answered_at is null and last_job_id is not null;

-- With the user in it, a user's conversations of a model are counted by the index alone.
drop index conversations_of_model;
create index conversations_of_model on conversations (model, updated_at desc, id desc) include (user_id)
  where expires_at is null;
