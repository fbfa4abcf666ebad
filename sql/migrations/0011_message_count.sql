-- Up Migration

-- The functions of the hot path count their message as they update its conversation anyway, and say so by this setting:
-- the trigger's second update would be a tenth of PostgreSQL's time for a turn. It counts for everybody else.
drop trigger messages_added on messages;
create trigger messages_added after insert on messages referencing new table as added
for each statement when (current_setting('messages.are_counted', true) is distinct from 'on')
execute function count_added_messages();
comment on column conversations.message_count is 'Kept by accept_message and settle_attempt, and for other writers by triggers on messages.';
