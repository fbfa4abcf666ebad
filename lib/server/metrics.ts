import cluster from 'node:cluster'
import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'
import { allMethods } from '#lib/api/methods'
import { permit } from '#lib/api/permit'
import { env } from '#lib/env'
import { isVercel } from '#lib/env-choices'
import { equalInConstantTime } from '#lib/hash'
import { buildInfo } from '#lib/metrics/build'
import { serverState } from '#lib/metrics/state'
import { authenticate } from '#lib/rest/authenticate'
import type { Instruction, Report } from '#lib/server/messages'
import type { MetricJson } from '#lib/telemetry/prometheus'
import { formOf, type TextForm } from '#lib/telemetry/text-form'
import { tunables } from '#lib/tunables'

/** Its library is loaded where metrics are counted, and not on Edge. */
const prometheus = () => import('#lib/telemetry/prometheus')

/** `GET /metrics`, for Prometheus: with METRICS_TOKEN or the owner's key. */
export const serveMetrics = allMethods({
  GET: (request) =>
    answer(request, async () => {
      await admit(request.headers)
      const { form, contentType } = formOf(request.headers.get('accept'))
      return new Response(await scrape(form), { headers: { 'content-type': contentType } })
    }),
})

async function admit(headers: Headers): Promise<void> {
  const { METRICS_TOKEN } = env()
  const given = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (METRICS_TOKEN && given && equalInConstantTime(given, METRICS_TOKEN)) return
  permit(await authenticate(headers, 'api'), 'owner')
}

/** The metrics of every process that serves here, gathered by the one that has started them if there is one. */
export async function scrape(form: TextForm): Promise<string> {
  if (cluster.isWorker) return askFirst(form)
  const { ofProcess, ownMetrics, toText } = await prometheus()
  // What one instance of many that come and go has counted says nothing.
  const own = isVercel(process.env) ? [] : ofProcess(await ownMetrics(), '1')
  return toText([own, await sharedState()], form)
}

const sharedState = async (): Promise<MetricJson[]> =>
  (await prometheus()).toJson([buildInfo(), ...(await serverState())])

const asked = new Map<number, (text: string | undefined) => void>()
let requests = 0

async function askFirst(form: TextForm): Promise<string> {
  const request = ++requests
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const timer = setTimeout(resolve, 2 * tunables.scrapeMs)
  asked.set(request, resolve)
  tellFirst({ kind: 'scrape', request, form })
  const text = await promise
  clearTimeout(timer)
  asked.delete(request)
  if (text === undefined) throw new ApiError('internal_error', 'The metrics could not be gathered.')
  return text
}

const tellFirst = (report: Report) => process.connected && process.send!(report)

type ForMetrics = Extract<Instruction, { kind: 'collect' | 'scraped' }>

/** Does what the first process says for a scrape. */
export async function onScrape(instruction: ForMetrics): Promise<void> {
  if (instruction.kind === 'scraped') return asked.get(instruction.request)?.(instruction.text)
  const { scrape, withState } = instruction
  const { ownMetrics } = await prometheus()
  const [metrics, state] = await Promise.all([ownMetrics(), withState ? sharedState() : undefined])
  tellFirst({ kind: 'collected', scrape, metrics, ...(state && { state }) })
}
