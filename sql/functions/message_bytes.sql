create or replace function message_bytes(p_content text, p_items jsonb) returns integer language sql stable as $$
  select coalesce(octet_length(p_content), 0)
         + coalesce(case when pg_column_compression(p_items) is null then pg_column_size(p_items)
                         else octet_length(p_items::text) end, 0)
$$;
comment on function message_bytes is 'The approximate size of a message for its reader, in bytes. Compressed items may be hundreds of times larger than stored, so only these are read for the measurement.';
