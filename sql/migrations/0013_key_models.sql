-- Up Migration

alter table api_keys add models text[] check (cardinality(models) > 0);
comment on column api_keys.models is 'The only models that chats of the key may ask for: names, or beginnings with a star. Null for all.';
