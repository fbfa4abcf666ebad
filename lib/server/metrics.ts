import cluster from 'node:cluster'
import { authorize } from '#lib/api/authorize'
import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { allMethods } from '#lib/api/methods'
import { env } from '#lib/env'
import { isVercel } from '#lib/env/choices'
import { equalInConstantTime } from '#lib/hash'
import { buildInfo } from '#lib/metrics/build'
import { serverState } from '#lib/metrics/state'
import { authenticate } from '#lib/rest/authenticate'
import type { Instruction, Report } from '#lib/server/messages'
import type { MetricJson } from '#lib/telemetry/prometheus'
import { formatOf, type TextFormat } from '#lib/telemetry/text-format'
import { tunables } from '#lib/tunables'

/** Loaded on demand, so that the Edge bundle does not contain the library. */
const prometheus = () => import('#lib/telemetry/prometheus')

/** `GET /metrics`, for Prometheus. Accepts METRICS_TOKEN or the owner's key. */
export const serveMetrics = allMethods({
  GET: (request) =>
    handleRequest(request, async () => {
      await authorizeScrape(request.headers)
      const { form, contentType } = formatOf(request.headers.get('accept'))
      return new Response(await scrape(form), { headers: { 'content-type': contentType } })
    }),
})

async function authorizeScrape(headers: Headers): Promise<void> {
  const { METRICS_TOKEN } = env()
  const given = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (METRICS_TOKEN && given && equalInConstantTime(given, METRICS_TOKEN)) return
  authorize(await authenticate(headers, 'api'), 'owner')
}

/** Returns the metrics of every serving process. The first process, which started the others, collects them. */
export async function scrape(form: TextFormat): Promise<string> {
  if (cluster.isWorker) return askFirst(form)
  const { withProcessLabel, ownMetrics, toText } = await prometheus()
  // On Vercel the counters of one short-lived instance mean nothing.
  const own = isVercel(process.env) ? [] : withProcessLabel(await ownMetrics(), '1')
  return toText([own, await sharedState()], form)
}

const sharedState = async (): Promise<MetricJson[]> =>
  (await prometheus()).toJson([buildInfo(), ...(await serverState())])

const pending = new Map<number, (text: string | undefined) => void>()
let requests = 0

async function askFirst(form: TextFormat): Promise<string> {
  const request = ++requests
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const timer = setTimeout(resolve, 2 * tunables.scrapeMs)
  pending.set(request, resolve)
  sendToFirst({ kind: 'scrape', request, form })
  const text = await promise
  clearTimeout(timer)
  pending.delete(request)
  if (text === undefined) throw new ApiError('internal_error', 'The server could not collect the metrics.')
  return text
}

const sendToFirst = (report: Report) => process.connected && process.send!(report)

type ForMetrics = Extract<Instruction, { kind: 'collect' | 'scraped' }>

/** Handles the first process's instructions for a scrape. */
export async function onScrape(instruction: ForMetrics): Promise<void> {
  if (instruction.kind === 'scraped') return pending.get(instruction.request)?.(instruction.text)
  const { scrape, withState } = instruction
  const { ownMetrics } = await prometheus()
  const [metrics, state] = await Promise.all([ownMetrics(), withState ? sharedState() : undefined])
  sendToFirst({ kind: 'collected', scrape, metrics, ...(state && { state }) })
}
