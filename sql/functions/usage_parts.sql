create or replace function usage_parts(
  p_from timestamptz, p_to timestamptz, p_closed_until timestamptz, p_granularity text, p_timezone text
) returns table (start timestamptz, source text, since timestamptz, until timestamptz)
language sql stable rows 100 as $$
  with steps as (
    select start, lead(start) over (order by start) as stop
    from (select hour as start
          from generate_series(date_trunc('hour', p_from, 'UTC'), p_to + interval '1 hour', interval '1 hour') hour
          where p_granularity = 'hour'
          union all
          select first_instant(local, p_timezone)
          from generate_series(date_trunc(p_granularity, p_from at time zone p_timezone),
                               (p_to at time zone p_timezone) + ('1 ' || p_granularity)::interval,
                               ('1 ' || p_granularity)::interval) local
          where p_granularity <> 'hour') starts
  )
  select start, source, since, until
  from steps
  cross join lateral (select greatest(start, p_from) as lo, least(stop, p_to) as hi) whole
  cross join lateral (select least(hi, p_closed_until) as closed) final
  cross join lateral (select date_trunc('hour', lo + interval '1 hour' - interval '1 microsecond', 'UTC') as h0,
                             date_trunc('hour', closed, 'UTC') as h1,
                             date_trunc('day', lo + interval '1 day' - interval '1 microsecond', 'UTC') as d0,
                             date_trunc('day', closed, 'UTC') as d1) aligned
  cross join lateral (select case when h0 < h1 then h0 else closed end as hour0,
                             case when h0 < h1 then h1 else closed end as hour1) hours
  cross join lateral (select case when d0 < d1 then d0 else hour1 end as day0,
                             case when d0 < d1 then d1 else hour1 end as day1) days
  cross join lateral (values ('ledger', lo, hour0), ('hour', hour0, day0), ('day', day0, day1),
                             ('hour', day1, hour1), ('ledger', hour1, closed),
                             ('ledger', greatest(lo, p_closed_until), hi)) as part (source, since, until)
  where since < until
$$;
comment on function usage_parts is 'The source of the usage of each step of a report. Final UTC days and hours come from the rollups. The rest comes from the ledger: the hours since p_closed_until, the ends of the range, and hours in which a day of the time zone begins.';
