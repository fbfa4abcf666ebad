-- Up Migration

alter table messages add items jsonb;
comment on column messages.items is 'The items of the turn in the shapes of OpenAI''s Responses API, where it is more than the text in content: of a user''s row all that was sent, of an assistant''s all that the model said. Null for plain text.';

alter table conversations add expires_at timestamptz;
comment on column conversations.expires_at is 'Of a conversation that was made for one turn: in no list, and deleted after this time once its jobs have ended.';

-- Lists walk past no transient conversations.
create index conversations_listed on conversations (user_id, updated_at desc, id desc) where expires_at is null;
create index conversations_listed_in_time on conversations (updated_at desc, id desc) where expires_at is null;
create index conversations_transient on conversations (expires_at) where expires_at is not null;
drop index conversations_newest;
drop index conversations_in_time;
