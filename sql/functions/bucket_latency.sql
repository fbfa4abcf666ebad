create or replace function bucket_latency(p_bucket smallint) returns integer language sql immutable as $$
  select round(power(2::double precision, (p_bucket - 0.5) / 8))::integer
$$;
comment on function bucket_latency is 'The latency in the middle of a bucket of latency_bucket(), in milliseconds.';
