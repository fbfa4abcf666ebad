-- Up Migration

-- No foreign keys: a branch outlives the conversation that it is of.
alter table conversations add branch_of integer, add branch_message_id integer;
comment on column conversations.branch_of is 'Of a branch: the conversation whose earlier turns it begins with, which may have been deleted since.';
comment on column conversations.branch_message_id is 'Of a branch: the user''s message of that conversation in whose place it goes on another way; null where it went on behind the last one.';
create index conversations_branches on conversations (branch_of, id) where branch_of is not null;
