-- PostgreSQL puts the body in place of the call, so a bound of this kind uses an index.
create or replace function from_micros(p_micros bigint) returns timestamptz language sql stable as $$
  select timestamptz '1970-01-01 00:00:00Z' + p_micros * interval '1 microsecond'
$$;
comment on function from_micros is 'The time that to_micros gave as a number.';
