-- Up Migration

alter table conversations add metadata jsonb;
comment on column conversations.metadata is 'The metadata of the OpenAI-compatible API; null where nobody has made the conversation by it.';
