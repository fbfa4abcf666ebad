create or replace function job_id_at(p_at timestamptz) returns text language sql immutable as $$
  select 'job_' || lpad(to_hex(greatest(0, extract(epoch from p_at) * 1000)::bigint), 12, '0')
$$;
comment on function job_id_at is 'The prefix of job ids from this time: an id begins with its creation time in milliseconds, by the server''s clock.';
