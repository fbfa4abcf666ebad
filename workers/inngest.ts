import { Inngest, type Logger } from 'inngest'
import { serve as serveFunctions } from 'inngest/next'
import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { env, envOf, type QueueSetUp } from '#lib/env'
import { parseJson } from '#lib/json'
import { errorFields, log } from '#lib/log'
import { noteRejectedDelivery, type RejectionReason } from '#lib/queue/rejected-deliveries'
import { tunables } from '#lib/tunables'
import { inngestFunctions } from '#workers/inngest-functions'
import { workers } from '#workers/registry'

/** The app id of this server at Inngest. Its functions are `gpts-completion` and so on. */
const appId = 'gpts'
const path = '/api/inngest'

/** The logger of functions. Their errors are logged where they are caught, or are not faults. */
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The logger of the SDK's own messages. It logs only the kind of an error, because its text may quote data. */
const internalLogger: Logger = {
  ...silent,
  warn: (...args) => log('warn', 'inngest.sdk', sdkFields(args)),
  error: (...args) => log('error', 'inngest.sdk', sdkFields(args)),
}

/** The SDK logs `({ err, … }, text)` with fixed texts. */
function sdkFields([fields, text]: unknown[]) {
  const error = typeof fields === 'object' && fields && 'err' in fields ? fields.err : fields
  return { ...errorFields(error), text: typeof text === 'string' ? text : undefined }
}

type App = Record<'GET' | 'POST' | 'PUT', (request: Request) => Promise<Response>>

type Config = Extract<QueueSetUp, { QUEUE: 'inngest' }>

function createApp(config: Config, options: { enableUnauthedSync: boolean }): App {
  const client = new Inngest({
    id: appId,
    // In development mode the SDK accepts unsigned calls, so never use it, even with INNGEST_DEV set.
    isDev: false,
    // Used only to register. Without it the SDK would read other variables.
    baseUrl: config.INNGEST_BASE_URL ?? 'https://api.inngest.com',
    eventKey: config.INNGEST_EVENT_KEY,
    signingKey: config.INNGEST_SIGNING_KEY,
    signingKeyFallback: config.INNGEST_SIGNING_KEY_FALLBACK,
    checkpointing: false,
    aiMetadata: false,
    logger: silent,
    internalLogger,
  })
  // The type requires Next's request, but the SDK uses only the members of a web request.
  return serveFunctions({
    client,
    functions: inngestFunctions(client),
    // Register this address, and not the host of a request.
    serveOrigin: config.PUBLIC_URL,
    servePath: path,
    ...options,
  }) as unknown as App
}

let app: App | undefined

/** The endpoint for Inngest. Every method needs a signature. With another queue it returns 404. */
function receive(method: keyof App) {
  return (request: Request): Promise<Response> =>
    handleRequest(request, async () => {
      if (env().QUEUE !== 'inngest') throw new ApiError('not_found', 'This path does not exist.')
      const unsigned = new ApiError(
        'invalid_signature',
        'Only Inngest may call this path, and it did not sign this call.',
      )
      if (!request.headers.has('x-inngest-signature')) throw unsigned
      const body = await readBody(request)
      // Inngest signs the canonical form of the JSON, so a body that is not JSON cannot be signed.
      if (body && parseJson(body) === undefined) throw unsigned
      app ??= createApp(envOf('inngest'), { enableUnauthedSync: false })
      const { url, headers } = request
      const verified = await app[method](new Request(url, { method, headers, body: body || null }))
      if (verified.status === 401) {
        await noteRejectedDelivery('inngest', rejectionReason(headers.get('x-inngest-signature')!))
        throw unsigned
      }
      return verified
    })
}

/** The SDK gives no reason. It accepts a time difference of five minutes, so a larger one means a wrong clock. */
function rejectionReason(signature: string): RejectionReason {
  const signedMs = Number(new URLSearchParams(signature).get('t')) * 1000
  const offMs = signedMs - Date.now()
  if (Math.abs(offMs) <= tunables.inngestToleranceMs) return 'invalid_signature'
  return offMs > 0 ? 'not_yet_valid' : 'expired'
}

export const GET = receive('GET')
export const POST = receive('POST')
export const PUT = receive('PUT')

/** Registers the functions and their schedules with Inngest, and returns their names. Throws with Inngest's reason. */
export async function register(config: Config): Promise<string[]> {
  // The call stays within this process, so there is no signature.
  const own = createApp(config, { enableUnauthedSync: true })
  const response = await own.PUT(new Request(config.PUBLIC_URL + path, { method: 'PUT' }))
  const { message } = (await response.json()) as { message?: string }
  if (!response.ok) throw new Error(`Inngest rejected the functions: ${message}`)
  return Object.keys(workers)
}
