create or replace function lost_attempts(p_job_id text) returns json language plpgsql stable as $$
begin
  return (select json_agg(json_build_object('attempt', attempt, 'modelIndex', model_index) order by attempt)
          from lost_calls where job_id = p_job_id);
end $$;
comment on function lost_attempts is 'The attempts of a job with an unknown cost; null if there are none.';
