create or replace function is_budgeted(p_user integer) returns boolean language plpgsql stable as $$
begin
  return exists (select from budgets where user_id is null or user_id = p_user);
end $$;
comment on function is_budgeted is 'True if the server or this user (null: unknown user) has a budget.';
