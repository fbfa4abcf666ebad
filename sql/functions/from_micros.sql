-- PostgreSQL inlines this function, so a condition with it can use an index.
create or replace function from_micros(p_micros bigint) returns timestamptz language sql stable as $$
  select timestamptz '1970-01-01 00:00:00Z' + p_micros * interval '1 microsecond'
$$;
comment on function from_micros is 'The time of a number from to_micros.';
