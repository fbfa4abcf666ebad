import { type ListPage, type PagePosition, pagePositionOf, paging, type SortKeyParts } from '#lib/api/paging'
import { type ConversationFilter, filterConversations } from '#lib/conversations/filter-store'
import {
  conversationKey,
  findAllConversations,
  findConversations,
  findMessages,
  messageKey,
} from '#lib/conversations/store'
import { findJob, findJobs, findStale, type JobFilter, jobKey } from '#lib/jobs/store'
import { findKeys, keyKey } from '#lib/keys/store'
import { findAttention } from '#lib/overview/store'
import { findSessions, sessionKey } from '#lib/sessions/store'
import { findSignIns, signInKey } from '#lib/sign-ins/store'
import { findSubscriptions, subscriptionKey } from '#lib/subscriptions/list-store'
import { tunables } from '#lib/tunables'
import { findConversationRows, findJobRows, findMessageRows } from '#lib/users/export-store'
import { findUser, searchUserRows, userKeys } from '#lib/users/store'
import { endpointKey, findEndpoints } from '#lib/webhooks/endpoint-store'
import { deliveryKey, findDeliveries } from '#lib/webhooks/list-store'

/** A read that an operation performs. */
export type Case = { name: string; run: () => Promise<unknown>; buffersMax?: number }

type List = (place: PagePosition) => Promise<ListPage<unknown> | undefined>
type Listing = { name: string; parts: SortKeyParts; list: List; isFiltered?: true }

const limit = 20

const filters: [name: string, filter: ConversationFilter][] = [
  ['of a rare model', { model: 'rare' }],
  ['of a model', { model: 'usual' }],
  ['of no model', { model: 'unknown' }],
  ...(['running', 'answered', 'failed', 'cancelled'] as const).map((status): [string, ConversationFilter] => [
    `that are ${status}`,
    { status },
  ]),
  ['of a time', { updatedBefore: new Date(Date.now() - 60_000).toISOString() }],
]
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
const jobFilters: [name: string, filter: JobFilter][] = [
  ['that failed of a rare model', { status: 'failed', model: 'rare' }],
  ['that failed for an unusual reason', { status: 'failed', errorCode: 'unusual' }],
  ['of the last hour and a rare model', { createdAfter: anHourAgo, model: 'rare' }],
  ['of a user of the last hour', { userId: 'ada', createdAfter: anHourAgo }],
  ['of before the last hour', { createdBefore: anHourAgo }],
]
const filtered = filters.flatMap(([name, filter]): Listing[] => [
  {
    name: `conversations ${name}`,
    parts: conversationKey,
    list: (place) => filterConversations(undefined, filter, place),
    isFiltered: true,
  },
  {
    name: `a user's conversations ${name}`,
    parts: conversationKey,
    list: (place) => filterConversations('ada', filter, place),
    isFiltered: true,
  },
])

const lists: Listing[] = [
  {
    name: "a user's conversations",
    parts: conversationKey,
    list: (place) => findConversations('ada', place),
  },
  {
    name: 'all conversations',
    parts: conversationKey,
    list: (place) => findAllConversations({ ...place, isBackward: false }),
  },
  ...filtered,
  { name: 'messages', parts: messageKey, list: (place) => findMessages(1, 'ada', place) },
  {
    name: 'messages, newest first',
    parts: messageKey,
    list: (place) => findMessages(1, 'ada', place, 'newest'),
  },
  { name: 'all users', parts: userKeys.newest, list: (place) => searchUserRows({}, place) },
  {
    name: 'users by their last message',
    parts: userKeys.lastMessage,
    list: (place) => searchUserRows({ order: 'lastMessage' }, place),
  },
  {
    name: 'users by a word',
    parts: userKeys.newest,
    list: (place) => searchUserRows({ query: 'user' }, place),
  },
  { name: 'all jobs', parts: jobKey, list: (place) => findJobs({}, place) },
  { name: "a user's jobs", parts: jobKey, list: (place) => findJobs({ userId: 'ada' }, place) },
  { name: "a small user's jobs", parts: jobKey, list: (place) => findJobs({ userId: 'user-7' }, place) },
  { name: "a conversation's jobs", parts: jobKey, list: (place) => findJobs({ conversationId: 1 }, place) },
  ...(['completed', 'failed', 'cancelled', 'queued', 'running'] as const).flatMap((status) => [
    { name: `${status} jobs`, parts: jobKey, list: (place: PagePosition) => findJobs({ status }, place) },
    {
      name: `a user's ${status} jobs`,
      parts: jobKey,
      list: (place: PagePosition) => findJobs({ status, userId: 'ada' }, place),
    },
  ]),
  ...jobFilters.map(([name, filter]) => ({
    name: `jobs ${name}`,
    parts: jobKey,
    list: (place: PagePosition) => findJobs(filter, place),
    isFiltered: true as const,
  })),
  { name: 'all deliveries', parts: deliveryKey, list: (place) => findDeliveries({}, place) },
  {
    name: "a user's deliveries",
    parts: deliveryKey,
    list: (place) => findDeliveries({ userId: 'ada' }, place),
  },
  ...(['pending', 'failed'] as const).flatMap((status) => [
    {
      name: `${status} deliveries`,
      parts: deliveryKey,
      list: (place: PagePosition) => findDeliveries({ status }, place),
    },
    {
      name: `a user's ${status} deliveries`,
      parts: deliveryKey,
      list: (place: PagePosition) => findDeliveries({ status, userId: 'ada' }, place),
    },
  ]),
  { name: 'all keys', parts: keyKey, list: (place) => findKeys(undefined, place) },
  { name: "a user's keys", parts: keyKey, list: (place) => findKeys('ada', place) },
  // A sign-in, a session or a subscription ends with its key, so a count reads the keys too.
  ...([undefined, 'ada'] as const).flatMap((userId): Listing[] => [
    {
      name: userId ? "a user's sign-ins" : 'all sign-ins',
      parts: signInKey,
      list: (place) => findSignIns(userId, place),
      isFiltered: true,
    },
    {
      name: userId ? "a user's endpoints" : 'all endpoints',
      parts: endpointKey,
      list: (place) => findEndpoints({ userId }, place),
    },
    {
      name: userId ? "a user's sessions" : 'all sessions',
      parts: sessionKey,
      list: (place) => findSessions(userId, place, undefined),
      isFiltered: true,
    },
  ]),
  ...([undefined, 'ada'] as const).map((user) => ({
    name: user ? "a user's subscriptions" : 'all subscriptions',
    parts: subscriptionKey,
    list: (place: PagePosition) => findSubscriptions(user, place),
    isFiltered: true as const,
  })),
]

/** For each list the first page, the next, a distant one, and the one before it; then the other reads. */
export async function cases(): Promise<Case[]> {
  const pages = await Promise.all(lists.map(pagesOf))
  const job = (await findJobs({}, pagePositionOf({ limit: 1, offset: 0 }, jobKey))).items[0]!
  return [
    ...pages.flat(),
    { name: 'what needs attention', run: () => findAttention(undefined) },
    { name: "what needs a user's attention", run: () => findAttention('ada') },
    { name: 'a job', run: () => findJob(job.id) },
    { name: 'jobs that the sweep looks at', run: () => findStale() },
    { name: 'a user', run: () => findUser('ada') },
    { name: 'export: conversations', run: () => findConversationRows(1, ['1000']) },
    { name: 'export: messages', run: () => findMessageRows([1, 2, 3], ['1', '1000', '0']) },
    { name: 'export: jobs', run: () => findJobRows(1, []) },
  ]
}

/** A count of the rows that match a filter reads each of them. */
const countBuffersMax = tunables.listCountMax + 1_000

async function pagesOf({ name, parts, list, isFiltered }: Listing): Promise<Case[]> {
  const first = pagePositionOf({ limit, offset: 0 }, parts)
  const found = await list(first)
  const { nextCursor } = found ? paging(found, first) : {}
  const firstPage = {
    name: `${name}: first page, with the total`,
    run: () => list(first),
    ...(isFiltered && { buffersMax: countBuffersMax }),
  }
  if (nextCursor === undefined) return [firstPage]
  const deep = { ...pagePositionOf({ limit, offset: 0, after: nextCursor }, parts), offset: 5_000 }
  const far = await list(deep)
  const cursor = (far && paging(far, deep).nextCursor) ?? nextCursor
  const page = (way: 'after' | 'before') => pagePositionOf({ limit, offset: 0, [way]: cursor }, parts)
  return [
    firstPage,
    { name: `${name}: after a cursor far down`, run: () => list(page('after')) },
    { name: `${name}: before it`, run: () => list(page('before')) },
  ]
}
