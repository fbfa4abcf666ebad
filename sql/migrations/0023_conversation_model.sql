-- Up Migration

-- Lists by a model walk an index, however rare the model is.
alter table conversations add model text;
comment on column conversations.model is 'The model that was asked last, or that the last message names; null before either. Kept by accept_message and settle_attempt.';
create index conversations_of_model on conversations (model, updated_at desc, id desc) where expires_at is null;
