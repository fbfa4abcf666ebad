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
    toLines('apiKey', await store.findApiKeyRows(id)),
    toLines('signIn', await store.findSignInRows(id)),
    toLines('session', await store.findSessionRows(id)),
    toLines('budget', await store.findBudgetRows(id)),
    toLines('webhookEndpoint', await store.findEndpointRows(id)),
    toLines('eventSubscription', await store.findSubscriptionRows(id)),
    toLines('requests', await store.findRequestRows(id)),
    toLines('activity', await store.findActivityRows(id)),
  ].filter(({ length }) => length > 0)
  yield* linesOfDeliveries((after) => store.findOtherDeliveryRows(id, after))
  for await (const rows of pagesOf((after) => store.findConversationRows(id, after))) {
    yield toLines('conversation', rows)
    const ids = rows.map((row) => row.id as number)
    for await (const inner of pagesOf((after) => store.findMessageRows(ids, after)))
      yield toLines('message', inner)
  }
  for await (const rows of pagesOf((after) => store.findJobRows(id, after))) {
    yield toLines('job', rows)
    yield* linesOfJobs(rows.map((row) => row.id as string))
  }
  for await (const rows of pagesOf((after) => store.findLedgerRows(id, after))) yield toLines('usage', rows)
  for await (const rows of pagesOf((after) => store.findFailureRows(id, after)))
    yield toLines('usageFailure', rows)
  for await (const rows of pagesOf((after) => store.findRollupRows(id, after)))
    yield toLines('usageSum', rows)
  await userLines(id)
}

async function userLines(id: number): Promise<Line[]> {
  const rows = await store.findUserRow(id)
  if (rows.length === 0) throw new Error('The user was deleted meanwhile.')
  return toLines('user', rows)
}

async function* linesOfJobs(ids: string[]): AsyncGenerator<Line[]> {
  for await (const rows of pagesOf((after) => store.findJobAttemptRows(ids, after)))
    yield toLines('jobAttempt', rows)
  for await (const rows of pagesOf((after) => store.findReservationRows(ids, after)))
    yield toLines('budgetReservation', rows)
  yield* linesOfDeliveries((after) => store.findDeliveryRows(ids, after))
}

async function* linesOfDeliveries(find: (after: string[]) => Promise<store.Page>): AsyncGenerator<Line[]> {
  for await (const rows of pagesOf(find)) {
    yield toLines('webhookDelivery', rows)
    const ids = rows.map((row) => row.id as string)
    for await (const inner of pagesOf((after) => store.findAttemptRows(ids, after)))
      yield toLines('webhookAttempt', inner)
  }
}

/** Yields the rows of each page until a page is empty. */
async function* pagesOf(find: (after: string[]) => Promise<store.Page>): AsyncGenerator<store.Row[]> {
  let after: string[] = []
  for (;;) {
    const page = await find(after)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ row }) => row)
    after = last.after
  }
}

const toLines = (type: string, rows: store.Row[]): Line[] =>
  rows.map((row) => ({
    type,
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [camelCase(name), value])),
  }))

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
