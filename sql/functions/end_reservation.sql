create or replace function end_reservation() returns trigger language plpgsql as $$
begin
  if not exists (select from budget_reservations where job_id = old.id and attempt = old.attempt) then
    return null;
  end if;
  perform from budgets b
  where exists (select from budget_reservations r
                where r.budget_id = b.id and r.job_id = old.id and r.attempt = old.attempt)
  order by id for update;
  delete from budget_reservations where job_id = old.id and attempt = old.attempt;
  return null;
end $$;
comment on function end_reservation is 'Releases an attempt''s reservation at its end. A cancelled or overtaken attempt keeps its reservation until its cost is known or the sweep releases it.';
