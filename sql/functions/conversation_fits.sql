create or replace function conversation_fits(
  p_conversation conversations, p_status text, p_model text, p_since timestamptz, p_until timestamptz
) returns boolean language sql stable as $$
  select p_conversation.expires_at is null
    and (p_since is null or p_conversation.updated_at >= p_since)
    and (p_until is null or p_conversation.updated_at < p_until)
    and (p_status is null or conversation_status(p_conversation) = p_status)
    and (p_model is null or p_conversation.model = p_model)
$$;
comment on function conversation_fits is 'True if a conversation meets every condition of a search that is not null.';
