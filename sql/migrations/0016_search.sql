-- Up Migration

-- An index rests on search_terms, so it never changes: other rules would be a function with another name. It calls no
-- function of ours, since ANALYZE and a restore run it with an empty search path.
create function search_terms(p_text text) returns text[] language plpgsql immutable parallel safe as $$
declare
  -- Thai, Lao, Burmese, Khmer, kana, Chinese characters and Hangul: words in them have no spaces between them, or endings.
  c_run constant text := '[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]';
  v_text text := regexp_replace(
    lower(normalize(left(p_text, 20000), NFKC)),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u3020\u3030]+',
    ' ', 'g');
  v_runs text;
begin
  if v_text !~ c_run then
    return array(select distinct left(word, 60) from unnest(string_to_array(v_text, ' ')) word where word <> '');
  end if;
  v_runs := regexp_replace(v_text, '[^' || substr(c_run, 2, length(c_run) - 2) || ']+', ' ', 'g');
  return array(
    select left(word, 60) from unnest(string_to_array(regexp_replace(v_text, c_run || '+', ' ', 'g'), ' ')) word where word <> ''
    union
    select letter || coalesce(nullif(next_letter, ' '), '')
    from (select letter, lead(letter) over (order by n) as next_letter
          from unnest(string_to_array(v_runs, null)) with ordinality as letters (letter, n)) pairs
    where letter <> ' ');
end $$;
comment on function search_terms is 'The terms of the first 20,000 characters of a text: its words, and of scripts without spaces every pair of letters and the last letter of each run.';

create table search_documents (
  conversation_id integer not null references conversations on delete cascade,
  place integer not null,
  is_title boolean not null default false,
  terms tsvector not null,
  primary key (conversation_id, place, is_title)
);
comment on table search_documents is 'The terms of each message and title, by which searches find them. Written after the fact, so that no message waits for its index.';
comment on column search_documents.place is 'The id of the message; of a title, the newest message when it was given.';
create index search_documents_by_terms on search_documents using gin (terms);
create index search_documents_titles on search_documents (place) where is_title;

create table search_progress (
  is_only boolean primary key default true check (is_only),
  message_id integer not null default 0
);
comment on table search_progress is 'One row: up to which message searches find the terms.';
insert into search_progress default values;

-- Titles that were given so far. They stand among the newest messages, as those that are given now do.
insert into search_documents (conversation_id, place, is_title, terms)
select c.id, newest.id, true,
       array_to_tsvector(search_terms(c.title) || array['user:' || c.user_id, 'range:' || newest.id / 4096])
from conversations c, (select coalesce(max(id), 0) as id from messages) newest
where c.title is not null;

create index users_by_terms on users
using gin (array_to_tsvector(search_terms(user_id || ' ' || coalesce(name, '') || ' ' || coalesce(email, ''))));

-- A delivery that tests an address belongs to no job.
alter table webhook_deliveries alter column job_id drop not null;
alter table webhook_deliveries drop constraint webhook_deliveries_event_check;
alter table webhook_deliveries add constraint webhook_deliveries_event_check
  check (event in ('job.completed', 'job.failed', 'job.cancelled', 'webhook.test'));
alter table webhook_deliveries add constraint webhook_deliveries_job_check
  check ((job_id is null) = (event = 'webhook.test'));
create or replace function set_delivery_user() returns trigger language plpgsql as $$
begin
  if new.job_id is not null then
    new.user_id := (select user_id from jobs where id = new.job_id);
  end if;
  return new;
end $$;
comment on column webhook_deliveries.user_id is 'The user of the job, set by a trigger; of a test, the user of the key that asked for it.';
