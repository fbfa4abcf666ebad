create or replace function job_id_at(p_at timestamptz) returns text language sql immutable as $$
  select 'job_' || lpad(to_hex(greatest(0, extract(epoch from p_at) * 1000)::bigint), 12, '0')
$$;
comment on function job_id_at is 'Where the ids of jobs that are made at this time begin: ids hold the milliseconds of the server that made them.';
