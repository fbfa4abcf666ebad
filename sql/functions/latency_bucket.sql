create or replace function latency_bucket(p_ms integer) returns smallint language sql immutable as $$
  select ceil(8 * ln(greatest(p_ms, 1)::double precision) / ln(2::double precision))::smallint
$$;
comment on function latency_bucket is 'The bucket of a histogram that a time belongs to. Eight of them double it, so that bucket_latency() is within 5 % of it.';
