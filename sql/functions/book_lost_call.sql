-- Lock order: the user, the budgets, the lost call. A deletion of the user waits, or comes first.
create or replace function book_lost_call(p_job_id text, p_attempt integer, p_spent jsonb) returns boolean
language plpgsql as $$
declare
  v_job jobs;
begin
  -- 1. Lock the user of the call. A deletion also removes the job and the lost call.
  select * into v_job from jobs where id = p_job_id;
  perform from users where id = v_job.user_id for key share;
  if not found then
    return false;
  end if;
  perform from budgets where user_id is null or user_id = v_job.user_id order by id for update;

  -- 2. Only the caller that deletes the row enters the call.
  delete from lost_calls where job_id = p_job_id and attempt = p_attempt;
  if not found then
    return false;
  end if;
  perform enter_spending(p_job_id, p_attempt, v_job.user_id, v_job.key_id, p_spent);
  return true;
end $$;
comment on function book_lost_call is 'Enters a lost call into the ledger, once. False if it was already entered, or if its job was deleted.';
