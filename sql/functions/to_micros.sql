create or replace function to_micros(p_at timestamptz) returns bigint language sql immutable as $$
  select (extract(epoch from p_at) * 1000000)::bigint
$$;
comment on function to_micros is 'A time as the exact number in cursors: microseconds since 1970.';
