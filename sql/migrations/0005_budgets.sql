-- Up Migration

create table budgets (
  id integer generated always as identity primary key,
  user_id integer references users on delete cascade,
  period text not null check (period in ('day', 'month')),
  unit text not null check (unit in ('tokens', 'usd')),
  soft_limit numeric check (soft_limit > 0),
  hard_limit numeric check (hard_limit >= 0),
  window_start timestamptz not null,
  spent numeric not null default 0,
  reserved numeric not null default 0 check (reserved >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (user_id, period, unit),
  check (soft_limit is not null or hard_limit is not null)
);
comment on table budgets is 'Limits on what one user, or with no user the whole server, may spend in a day or a month of UTC.';
comment on column budgets.spent is 'What the ledger holds since window_start. Booked by the triggers below, in the transaction of the ledger row.';
comment on column budgets.reserved is 'The sum of the reservations, whatever window they were made in: each is spent in the window in which its call ends.';

create table budget_reservations (
  job_id text not null references jobs on delete cascade,
  attempt integer not null,
  budget_id integer not null references budgets on delete cascade,
  amount numeric not null,
  created_at timestamptz not null default now(),
  primary key (job_id, attempt, budget_id)
);
comment on table budget_reservations is 'What a running model call may cost at the most, kept free until its ledger row is there or its attempt has ended without one.';
create index budget_reservations_by_budget on budget_reservations (budget_id);

create function budget_window(period text) returns timestamptz
language sql stable
return date_trunc(period, now(), 'UTC');

create function budget_reset(period text) returns timestamptz
language sql stable
return date_add(budget_window(period), ('1 ' || period)::interval, 'UTC');

create function give_reservation_back() returns trigger language plpgsql as $$
begin
  update budgets set reserved = reserved - old.amount where id = old.budget_id;
  return null;
end $$;
create trigger reservation_given_back after delete on budget_reservations
for each row execute function give_reservation_back();

create function book_spending() returns trigger language plpgsql as $$
begin
  -- In the order of their ids, as every statement locks them: so none waits for another in a circle.
  perform from budgets where user_id is null or user_id = new.user_id order by id for update;
  -- A transaction that began before midnight may come after one that began a new window: that stays as it is.
  update budgets
  set spent = case when window_start = budget_window(period) then spent else 0 end
              + case unit when 'tokens' then new.total_tokens else coalesce(new.cost, 0) end,
      window_start = budget_window(period)
  where (user_id is null or user_id = new.user_id) and window_start <= budget_window(period);
  delete from budget_reservations where job_id = new.job_id and attempt = new.attempt;
  return null;
end $$;
create trigger spending_booked after insert on usage_ledger
for each row execute function book_spending();

-- A cancelled call, or one that another attempt has overtaken, may still cost something: its worker enters that, or the
-- sweep gives the reservation back.
create function end_reservation() returns trigger language plpgsql as $$
begin
  perform from budgets b
  where exists (select from budget_reservations r
                where r.budget_id = b.id and r.job_id = old.id and r.attempt = old.attempt)
  order by id for update;
  delete from budget_reservations where job_id = old.id and attempt = old.attempt;
  return null;
end $$;
create trigger reservation_ended after update of status, attempt on jobs
for each row
when (old.status = 'running' and new.status not in ('running', 'cancelled'))
execute function end_reservation();
