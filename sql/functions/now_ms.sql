create or replace function now_ms() returns double precision language sql stable as $$
  select (extract(epoch from now()) * 1000)::float
$$;
comment on function now_ms is 'The time of this statement, in milliseconds.';
