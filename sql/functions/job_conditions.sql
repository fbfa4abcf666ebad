-- The ids limit the scan of a time range. They contain a server's clock, which may differ from the database's by less
-- than one hour.
create or replace function job_conditions(p_filter jsonb) returns text language sql stable as $$
  select coalesce(string_agg(
    case name
      when 'status' then format('j.status = %L', value)
      when 'isOpen' then 'j.status in (''queued'', ''running'')'
      when 'jobIds' then format('j.id = any (array(select jsonb_array_elements_text(%L::jsonb)))', value)
      when 'userId' then format('j.user_id = %s', coalesce((select u.id from users u where u.user_id = value), 0))
      when 'conversationId' then format('j.conversation_id = %L::integer', value)
      when 'keyId' then format('j.key_id = %L', value)
      when 'model' then format('j.model = %L', value)
      when 'errorCode' then format('j.error_code = %L', value)
      when 'createdAfter' then
        format('j.created_at >= %L::timestamptz and j.id >= %L', value, job_id_at(value::timestamptz - interval '1 hour'))
      when 'createdBefore' then
        format('j.created_at < %L::timestamptz and j.id < %L', value, job_id_at(value::timestamptz + interval '1 hour'))
    end, ' and '), 'true')
  from jsonb_each_text(jsonb_strip_nulls(p_filter)) as given (name, value)
$$;
comment on function job_conditions is 'The SQL conditions of a filter on jobs "j", for a dynamic statement. A filter may have status, isOpen, jobIds, userId, conversationId, keyId, model, errorCode, createdAfter and createdBefore.';
