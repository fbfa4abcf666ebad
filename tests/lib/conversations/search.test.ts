import { Client } from 'pg'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SortKey } from '#lib/api/paging'
import { catchUp } from '#lib/conversations/catch-up'
import { removeConversation } from '#lib/conversations/delete'
import { searchRows } from '#lib/conversations/search-store'
import { createDatabase } from '#tests/support/database'
import { useServices } from '#tests/support/lib-services'

// Other load on the machine must not end a page early.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  return {
    tunables: { ...tunables, searchSecondsMax: 60, sqlTimeoutMs: 100_000, sqlStatementTimeoutMs: 90_000 },
  }
})

let database: Client
beforeAll(async () => {
  database = (await useServices()).database
  // More than two ranges of messages: each of 1,000 conversations says "common", one of them also "rare".
  await database.query(`
    insert into users (user_id) values ('ada'), ('bob');
    insert into conversations (user_id) select 1 + n % 2 from generate_series(1, 1000) n;
    insert into messages (conversation_id, turn, role, content, created_at)
    select 1 + n % 1000, 1 + n / 1000, 'user',
           case when n = 17 then 'a rare 한국말 word' when n % 1000 = 0 then 'nothing' else 'something common here' end
             || case when n % 150 = 3 then ', seldom' else '' end,
           now() - interval '1 hour'
    from generate_series(1, 9000) n;
    insert into messages (conversation_id, turn, role, content) values (5, 100, 'user', 'common and very young');`)
})

const idsOf = ({ hits }: { hits: { view: { conversationId: number } }[] }) =>
  hits.map(({ view }) => view.conversationId)

/** The conversations of the first page of a search, and how many texts it read. */
async function readsOf(client: Client, word: string) {
  const readsSoFar = async () => {
    await client.query('select pg_stat_force_next_flush()')
    const { rows } = await client.query(
      `select coalesce(sum(calls), 0)::int as n from pg_stat_user_functions where funcname = 'search_matches'`,
    )
    return rows[0].n
  }
  await client.query(`set track_functions = 'all'`)
  const before = await readsSoFar()
  const { rows } = await client.query(
    'select conversation_id as id from search_conversations($1, null, 2147483647, 0, 10, 5000, 60)',
    [word],
  )
  return { found: rows.map(({ id }) => id), reads: (await readsSoFar()) - before }
}

/** All pages of a search. */
async function walk(query: string, userId: string | undefined, limit: number) {
  const ids: number[] = []
  for (let key: SortKey | undefined; ; ) {
    const { hits } = await searchRows(query, userId, key, limit)
    ids.push(...idsOf({ hits }))
    const last = hits.at(-1)
    if (hits.length < limit || !last) return ids
    key = [String(last.place), String(last.view.conversationId)]
  }
}

describe('a search', () => {
  it('also reads messages that are not indexed yet, and says when it could not read all', async () => {
    const { hits, isComplete } = await searchRows('common', undefined, undefined, 3)
    expect(idsOf({ hits })[0]).toBe(5)
    expect(isComplete).toBe(false)
  })

  it('uses an index that has all messages that are old enough, and no younger ones', async () => {
    expect(await catchUp(600_000)).toBe(9000)
    expect(await catchUp(600_000)).toBe(0)
    const { rows } = await database.query('select count(*)::int as n from search_documents')
    expect(rows[0].n).toBe(9000)
    expect((await searchRows('young', undefined, undefined, 3)).isComplete).toBe(true)
  })

  it('returns each conversation once, page by page, the newest match first', async () => {
    const all = await walk('common', undefined, 90)
    expect(all[0]).toBe(5)
    expect(all).toHaveLength(999)
    expect(new Set(all).size).toBe(999)
    const ofAda = await walk('COMMON some', 'ada', 90)
    expect(new Set(ofAda).size).toBe(ofAda.length)
    expect(ofAda.every((id) => id % 2 === 0)).toBe(true)
    expect(await walk('common', 'nobody', 90)).toEqual([])
  })

  it('returns the same pages with another query plan', async () => {
    await database.query('set enable_nestloop = off; set enable_mergejoin = off')
    const found: number[] = []
    for (let place = 2 ** 31 - 1, id = place; ; ) {
      const { rows } = await database.query(
        `select * from search_conversations('common', null, $1, $2, 500, 10, 60) where conversation_id is not null`,
        [place, id],
      )
      for (const row of rows) found.push(row.conversation_id)
      const last = rows.at(-1)
      if (!last) break
      place = last.place
      id = last.conversation_id
    }
    await database.query('reset enable_nestloop; reset enable_mergejoin')
    expect(found).toEqual(await walk('common', undefined, 90))
  })

  it('finds a rare word in the oldest range, also by part of a Korean word', async () => {
    for (const query of ['rare', '국말', '한', 'word 한국'])
      expect(idsOf(await searchRows(query, undefined, undefined, 10))).toEqual([18])
    expect(idsOf(await searchRows('rare common', undefined, undefined, 10))).toEqual([])
  })

  /** The pages of a search that has no time, so that each ends as soon as it may. */
  async function pagesWithoutTime(query: string) {
    const pages: { conversation_id: number | null; place: number }[][] = []
    for (let [place, id] = [2 ** 31 - 1, 0]; ; ) {
      const { rows } = await database.query(
        'select * from search_conversations($1, null, $2, $3, 500, 10, 0) where place is not null',
        [query, place, id],
      )
      pages.push(rows)
      const last = rows.at(-1)
      if (!last || (last.conversation_id !== null && rows.length < 500)) return pages
      place = last.place
      id = last.conversation_id ?? 0
    }
  }

  it('ends a page when its time is over, and each page continues further down', async () => {
    const pages = await pagesWithoutTime('rare')
    const stops = pages.slice(0, -1).map((rows) => rows.at(-1)!)
    expect(stops.length).toBeGreaterThan(1)
    expect(stops.every((stop) => stop.conversation_id === null)).toBe(true)
    const places = stops.map(({ place }) => place)
    expect(places).toEqual([...new Set(places)].toSorted((x, y) => y - x))
    expect(pages.at(-1)).toMatchObject([{ conversation_id: 18, place: 17 }])
  })

  it('repeats no result and leaves none out when every page ends for its time', async () => {
    const pages = await pagesWithoutTime('seldom')
    const found = pages.flat().flatMap((row) => row.conversation_id ?? [])
    expect(pages.length).toBeGreaterThan(30)
    expect(found).toEqual(await walk('seldom', undefined, 90))
  })

  it('reads one match of a conversation, however many it has', async () => {
    await database.query(`
      update messages set created_at = now() - interval '1 hour';
      insert into messages (conversation_id, turn, role, content, created_at)
      select 10, 100 + n, 'user', 'chatty', now() - interval '1 hour' from generate_series(1, 500) n;
      insert into messages (conversation_id, turn, role, content, created_at)
      values (11, 100, 'user', 'chatty', now() - interval '1 hour')`)
    await catchUp(600_000)
    expect(await readsOf(database, 'chatty')).toEqual({ found: [11, 10], reads: 2 })
  })

  it('returns titles and messages that are not indexed yet once each, page by page', async () => {
    await database.query(`
      insert into messages (conversation_id, turn, role, content, created_at) values
        (34, 300, 'user', 'kiwi', now() - interval '1 hour'), (35, 300, 'user', 'x', now() - interval '1 hour')`)
    await catchUp(600_000)
    await database.query(`
      insert into messages (conversation_id, turn, role, content) values (31, 300, 'user', 'kiwi'), (32, 300, 'user', 'x');
      update conversations set title = 'Kiwi' where id in (31, 33);
      select index_title(c) from conversations c where id in (31, 33)`)
    for (const limit of [1, 2, 3, 4]) expect(await walk('kiwi', undefined, limit)).toEqual([31, 33, 34])
  })

  it('reads the newest of long messages that are not indexed yet, and says that it left some out', async () => {
    await database.query(`insert into messages (conversation_id, turn, role, content) values
      (12, 100, 'user', 'lengthy'), (13, 100, 'user', repeat('lengthy ', 100)), (14, 100, 'user', 'lengthy')`)
    const found = async (charactersMax: number) => {
      const { rows } = await database.query(
        `select conversation_id as id, is_indexed from search_conversations(
           'lengthy', null, 2147483647, 0, 10, 3, 60, p_tail_characters_max => $1)`,
        [charactersMax],
      )
      return rows.map(({ id, is_indexed }) => id ?? { is_indexed })
    }
    expect(await found(1)).toEqual([14, { is_indexed: false }])
    expect(await found(100)).toEqual([14, 13, { is_indexed: false }])
    expect((await found(2_000_000)).slice(0, 3)).toEqual([14, 13, 12])
  })

  it('uses the index, however many messages there are', async () => {
    await database.query('analyze')
    await database.query('set enable_seqscan = off')
    const { rows } = await database.query(
      `explain select from search_documents d where d.terms @@ (search_query('rare') && '''range:0'''::tsquery)`,
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('search_documents_by_terms')
  })

  it('reads of a young message what the index will have of it, its first 20,000 characters', async () => {
    await database.query(`insert into messages (conversation_id, turn, role, content) values
      (9, 101, 'user', repeat('long ', 3999) || 'edge' || ' beyond')`)
    expect(idsOf(await searchRows('edge', undefined, undefined, 10))).toEqual([9])
    expect(idsOf(await searchRows('beyond', undefined, undefined, 10))).toEqual([])
  })

  it('does not find a deleted conversation', async () => {
    expect(await removeConversation(18, 'bob')).toBeUndefined()
    expect(await removeConversation(18, 'ada')).toBeDefined()
    expect(idsOf(await searchRows('rare', undefined, undefined, 10))).toEqual([])
  })

  it('does not wait for a deletion: the index stops before its messages, and continues if they stay', async () => {
    await database.query(`update messages set created_at = now() - interval '1 hour'`)
    const { rows: written } = await database.query(`
      insert into messages (conversation_id, turn, role, content, created_at)
      select id, 101, 'user', word, now() - interval '1 hour'
      from (values (6, 'stays'), (7, 'almost gone')) as said (id, word) returning id`)
    const [stays, almostGone] = written.map(({ id }) => id)
    const indexed = async () =>
      (
        await database.query('select place from search_documents where place >= $1 order by place', [stays])
      ).rows.map(({ place }) => place)

    await database.query('begin; select from conversations where id = 7 for update')
    await catchUp(600_000)
    expect(await indexed()).toEqual([stays])
    expect(idsOf(await searchRows('gone', undefined, undefined, 3))).toEqual([7])
    await database.query('rollback')
    await catchUp(600_000)
    expect(await indexed()).toEqual([stays, almostGone])
    expect(idsOf(await searchRows('gone', undefined, undefined, 3))).toEqual([7])
  })
})

it('reads each message once that is not indexed yet, also without statistics about the tables', async () => {
  const client = new Client({ connectionString: await createDatabase() })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`
    insert into users (user_id) values ('ada');
    insert into conversations (user_id) select 1 from generate_series(1, 60);
    insert into messages (conversation_id, turn, role, content)
    select 1 + n % 60, 1 + n / 60, 'user', 'number ' || n from generate_series(1, 150) n`)
  expect(await readsOf(client, '149')).toEqual({ found: [30], reads: 150 })
})

describe('the terms of a text', () => {
  const terms = async (text: string): Promise<string[]> =>
    (await database.query('select search_terms($1) as terms', [text])).rows[0].terms.sort()

  it.each([
    ['Hello, World! hello', ['hello', 'world']],
    ['서울에 가자', ['가자', '서울', '에', '울에', '자'].sort()],
    ['집', ['집']],
    ['GPT모델 v2', ['gpt', 'v2', '모델', '델'].sort()],
    ['東京タワー', ['東京', '京タ', 'タワ', 'ワー', 'ー'].sort()],
    ['naïve café — ÜBER', ['café', 'naïve', 'über'].sort()],
    ['Москва', ['москва']],
    ['user@mail.example foo_bar', ['bar', 'example', 'foo', 'mail', 'user']],
    ['+++ — …', []],
    ['', []],
  ])('%j', async (text, expected) => {
    expect(await terms(text)).toEqual(expected)
  })

  it('are those of its composed form, and are limited in number and length', async () => {
    expect(await terms('서울'.normalize('NFD'))).toEqual(await terms('서울'))
    const many = Array.from({ length: 30_000 }, (_, n) => String.fromCodePoint(0xac00 + (n % 11_000))).join(
      '',
    )
    expect((await terms(many)).length).toBeLessThan(20_002)
    expect((await terms('x'.repeat(5_000)))[0]).toHaveLength(60)
  })
})
