import { Inngest, type Logger } from 'inngest'
import { serve as serveFunctions } from 'inngest/next'
import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { env, envOf, type QueueSetUp } from '#lib/env'
import { parseJson } from '#lib/json'
import { errorFields, log } from '#lib/log'
import { noteRejectedDelivery, type RejectionReason } from '#lib/queue/rejected-deliveries'
import { tunables } from '#lib/tunables'
import { inngestFunctions } from '#workers/inngest-functions'
import { workers } from '#workers/registry'

/** The name of this server at Inngest; its functions are `gpts-completion` and so on. */
const appId = 'gpts'
const path = '/api/inngest'

/** What a function throws has been logged where it was caught, or is no fault. */
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The SDK's own messages. Of an error that comes along only the kind is kept: its text may be anything. */
const internalLogger: Logger = {
  ...silent,
  warn: (...args) => log('warn', 'inngest.sdk', sdkFields(args)),
  error: (...args) => log('error', 'inngest.sdk', sdkFields(args)),
}

/** It logs `({ err, … }, text)`, with texts that are fixed. */
function sdkFields([fields, text]: unknown[]) {
  const error = typeof fields === 'object' && fields && 'err' in fields ? fields.err : fields
  return { ...errorFields(error), text: typeof text === 'string' ? text : undefined }
}

type App = Record<'GET' | 'POST' | 'PUT', (request: Request) => Promise<Response>>

type Config = Extract<QueueSetUp, { QUEUE: 'inngest' }>

function createApp(config: Config, options: { enableUnauthedSync: boolean }): App {
  const client = new Inngest({
    id: appId,
    // In development mode the SDK takes unsigned calls: never, whatever INNGEST_DEV says.
    isDev: false,
    // It only registers; given none, the SDK would take one from further variables.
    baseUrl: config.INNGEST_BASE_URL ?? 'https://api.inngest.com',
    eventKey: config.INNGEST_EVENT_KEY,
    signingKey: config.INNGEST_SIGNING_KEY,
    signingKeyFallback: config.INNGEST_SIGNING_KEY_FALLBACK,
    checkpointing: false,
    aiMetadata: false,
    logger: silent,
    internalLogger,
  })
  // Its type asks for Next's own request, of which it reads nothing.
  return serveFunctions({
    client,
    functions: inngestFunctions(client),
    // What is registered is this address, whatever host a request names.
    serveOrigin: config.PUBLIC_URL,
    servePath: path,
    ...options,
  }) as unknown as App
}

let app: App | undefined

/** Inngest's audience: only with a signature, for every method, and not there at all when the queue is another. */
function receive(method: keyof App) {
  return (request: Request): Promise<Response> =>
    answer(request, async () => {
      if (env().QUEUE !== 'inngest') throw new ApiError('not_found', 'This path does not exist.')
      const refused = new ApiError(
        'invalid_signature',
        'This path is for Inngest alone, and the call is not signed by it.',
      )
      if (!request.headers.has('x-inngest-signature')) throw refused
      const body = await readBody(request)
      // What is signed is the JSON in its canonical form, so that nothing else can be.
      if (body && parseJson(body) === undefined) throw refused
      app ??= createApp(envOf('inngest'), { enableUnauthedSync: false })
      const { url, headers } = request
      const verified = await app[method](new Request(url, { method, headers, body: body || null }))
      if (verified.status === 401) {
        await noteRejectedDelivery('inngest', rejectionReason(headers.get('x-inngest-signature')!))
        throw refused
      }
      return verified
    })
}

/** The SDK says only that it refuses. It takes calls that are five minutes off: a clock is wrong beyond that. */
function rejectionReason(signature: string): RejectionReason {
  const signedMs = Number(new URLSearchParams(signature).get('t')) * 1000
  const offMs = signedMs - Date.now()
  if (Math.abs(offMs) <= tunables.inngestToleranceMs) return 'invalid_signature'
  return offMs > 0 ? 'not_yet_valid' : 'expired'
}

export const GET = receive('GET')
export const POST = receive('POST')
export const PUT = receive('PUT')

/** Tells Inngest of the functions and their schedules, and returns their names. Throws with Inngest's reason. */
export async function register(config: Config): Promise<string[]> {
  // It asks itself, within this process: there is nobody to sign the call.
  const own = createApp(config, { enableUnauthedSync: true })
  const response = await own.PUT(new Request(config.PUBLIC_URL + path, { method: 'PUT' }))
  const { message } = (await response.json()) as { message?: string }
  if (!response.ok) throw new Error(`Inngest did not take the functions: ${message}`)
  return Object.keys(workers)
}
