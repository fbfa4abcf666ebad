create or replace function latency_bucket(p_ms integer) returns smallint language sql immutable as $$
  select ceil(8 * ln(greatest(p_ms, 1)::double precision) / ln(2::double precision))::smallint
$$;
comment on function latency_bucket is 'The histogram bucket of a latency. Eight buckets cover a factor of two, so bucket_latency() is accurate to 5 %.';
