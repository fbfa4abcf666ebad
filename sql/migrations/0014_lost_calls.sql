-- Up Migration

create table lost_calls (
  job_id text not null references jobs on delete cascade,
  attempt integer not null,
  model_index integer not null,
  due_at timestamptz not null,
  primary key (job_id, attempt)
);
comment on table lost_calls is 'Attempts that their job was taken from before they told what their model call cost: their process died, or the job was cancelled. The row goes when the ledger has the call.';
comment on column lost_calls.due_at is 'When the worker, if it lives, has had its time to tell. From then on the sweep enters an estimate.';

-- A worker that was taken for dead tells the cost after all: the estimate gives way to it.
create function correct_spending() returns trigger language plpgsql as $$
begin
  perform from budgets where user_id is null or user_id = new.user_id order by id for update;
  update budgets
  set spent = greatest(0, spent + case unit when 'tokens' then new.total_tokens - old.total_tokens
                                            else coalesce(new.cost, 0) - coalesce(old.cost, 0) end)
  where (user_id is null or user_id = new.user_id) and new.created_at >= window_start
    and window_start = budget_window(period);
  return null;
end $$;
create trigger spending_corrected after update of total_tokens, cost on usage_ledger
for each row execute function correct_spending();
