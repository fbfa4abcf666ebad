-- Up Migration

-- Subscriptions are listed newest first: all of them, or those to the jobs of one user.
create index event_subscriptions_newest on event_subscriptions (created_at desc, id desc);
drop index event_subscriptions_of_user;
create index event_subscriptions_of_user on event_subscriptions (user_id, created_at desc, id desc);
