import { errorFields, log } from '#lib/log'
import * as store from '#lib/users/export-store'

/** One line of an export: its type, and the row in camel case. */
type Line = { type: string; [field: string]: unknown }

/**
 * Streams all data of a user as lines of JSON, read page by page at the receiver's speed. The last line has the type `end`
 * with the number of lines of each type, or `error`. Without either, the export was cut off.
 */
export function exportStream(id: number): ReadableStream<Uint8Array> {
  const counts: Record<string, number> = {}
  const pages = allPages(id)
  const encoder = new TextEncoder()
  const toBytes = (lines: Line[]) => encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await pages.next()
          for (const { type } of value ?? []) counts[type] = (counts[type] ?? 0) + 1
          if (value) controller.enqueue(toBytes(value))
          if (!done) return
          const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
          controller.enqueue(toBytes([{ type: 'end', total, counts }]))
        } catch (error) {
          log('error', 'export.failed', errorFields(error))
          const message = 'The export failed and is not complete. Request it again.'
          controller.enqueue(toBytes([{ type: 'error', code: 'export_failed', message }]))
        }
        controller.close()
      },
      cancel: async () => void (await pages.return(undefined)),
    },
    // Reads no page before the receiver asks for it.
    { highWaterMark: 0 },
  )
}

/** Yields the pages of all types; no page is empty. Throws if the user is deleted meanwhile. */
async function* allPages(id: number): AsyncGenerator<Line[], undefined> {
  yield await userLines(id)
  yield* [
    lines('apiKey', await store.findApiKeyRows(id)),
    lines('signIn', await store.findSignInRows(id)),
    lines('session', await store.findSessionRows(id)),
    lines('budget', await store.findBudgetRows(id)),
    lines('webhookEndpoint', await store.findEndpointRows(id)),
    lines('eventSubscription', await store.findSubscriptionRows(id)),
    lines('requests', await store.findRequestRows(id)),
    lines('activity', await store.findActivityRows(id)),
  ].filter(({ length }) => length > 0)
  yield* deliveries((after) => store.findOtherDeliveryRows(id, after))
  for await (const rows of paged((after) => store.findConversationRows(id, after))) {
    yield lines('conversation', rows)
    const ids = rows.map((row) => row.id as number)
    for await (const inner of paged((after) => store.findMessageRows(ids, after)))
      yield lines('message', inner)
  }
  for await (const rows of paged((after) => store.findJobRows(id, after))) {
    yield lines('job', rows)
    yield* ofJobs(rows.map((row) => row.id as string))
  }
  for await (const rows of paged((after) => store.findLedgerRows(id, after))) yield lines('usage', rows)
  for await (const rows of paged((after) => store.findFailureRows(id, after)))
    yield lines('usageFailure', rows)
  for await (const rows of paged((after) => store.findRollupRows(id, after))) yield lines('usageSum', rows)
  await userLines(id)
}

async function userLines(id: number): Promise<Line[]> {
  const rows = await store.findUserRow(id)
  if (rows.length === 0) throw new Error('The user was deleted meanwhile.')
  return lines('user', rows)
}

async function* ofJobs(ids: string[]): AsyncGenerator<Line[]> {
  for await (const rows of paged((after) => store.findJobAttemptRows(ids, after)))
    yield lines('jobAttempt', rows)
  for await (const rows of paged((after) => store.findReservationRows(ids, after)))
    yield lines('budgetReservation', rows)
  yield* deliveries((after) => store.findDeliveryRows(ids, after))
}

async function* deliveries(find: (after: string[]) => Promise<store.Page>): AsyncGenerator<Line[]> {
  for await (const rows of paged(find)) {
    yield lines('webhookDelivery', rows)
    const ids = rows.map((row) => row.id as string)
    for await (const inner of paged((after) => store.findAttemptRows(ids, after)))
      yield lines('webhookAttempt', inner)
  }
}

/** Yields the rows of each page until a page is empty. */
async function* paged(find: (after: string[]) => Promise<store.Page>): AsyncGenerator<store.Row[]> {
  let after: string[] = []
  for (;;) {
    const page = await find(after)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ row }) => row)
    after = last.after
  }
}

const lines = (type: string, rows: store.Row[]): Line[] =>
  rows.map((row) => ({
    type,
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [camelCase(name), value])),
  }))

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
