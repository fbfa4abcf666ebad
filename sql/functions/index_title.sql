-- A place beyond the index would be among the messages that a search reads before all documents.
create or replace function index_title(p_conversation conversations) returns void language plpgsql as $$
begin
  delete from search_documents where conversation_id = p_conversation.id and is_title;
  insert into search_documents (conversation_id, place, is_title, terms)
  select p_conversation.id, newest.id, true, document_terms(p_conversation.user_id, newest.id, p_conversation.title)
  from (select message_id as id from search_progress) newest
  where p_conversation.title is not null and p_conversation.expires_at is null;
end $$;
comment on function index_title is 'Adds a conversation''s title to the search index, at the place of the newest message that is in the index.';
