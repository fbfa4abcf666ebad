-- Errors are sent back only to clients that somebody has allowed something.
create index oauth_grants_of_client on oauth_grants (client_id);

-- Ids of users are Unicode text in the normal form C (UAX 15) from here on: of several that look the same the oldest
-- keeps the name, unless the user with that very id is there already.
update users u set user_id = n.user_id
from (
  select distinct on (normalize(user_id, nfc)) id, normalize(user_id, nfc) as user_id from users
  where user_id is not nfc normalized
  order by normalize(user_id, nfc), id
) n
where u.id = n.id and not exists (select from users o where o.user_id = n.user_id);
