import type { Client, Receiver } from '@upstash/qstash'
import { env, envOf } from '#lib/env'
import type { RejectionReason } from '#lib/queue/rejected-deliveries'
import { deduplicationId, type Message, type Queue } from '#lib/queue/types'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

let client: Promise<Client> | undefined
let receiver: Promise<Receiver> | undefined

/** Loaded on demand, because it is large and a server with another queue needs none of it. */
const sdk = () => import('@upstash/qstash')

/** The address at which QStash calls a worker. It is part of the signature. */
export function workerUrl(worker: string): string {
  return `${env().PUBLIC_URL}/api/workers/${worker}`
}

/** `devMode: false` disables the vendor's well-known development keys. */
function qstashClient(): Promise<Client> {
  const { QSTASH_URL: baseUrl, QSTASH_TOKEN: token } = envOf('qstash')
  const options = { baseUrl, token, retry: false, enableTelemetry: false, devMode: false } as const
  client ??= sdk().then(({ Client }) => new Client(options))
  return client
}

function qstashReceiver(): Promise<Receiver> {
  const { QSTASH_CURRENT_SIGNING_KEY: currentSigningKey, QSTASH_NEXT_SIGNING_KEY: nextSigningKey } =
    envOf('qstash')
  receiver ??= sdk().then(
    ({ Receiver }) => new Receiver({ currentSigningKey, nextSigningKey, devMode: false }),
  )
  return receiver
}

/** QStash as the queue. */
export function qstash(): Queue {
  return {
    async publish(messages, { delaySeconds } = {}) {
      const requests = messages.map((message) => publishRequest(message, delaySeconds))
      const [first] = requests
      if (!first) return
      const sender = await qstashClient()
      const sent = requests.length === 1 ? sender.publishJSON(first) : sender.batchJSON(requests)
      await within(sent, tunables.publishTimeoutMs)
    },
    // A delivery of a cancelled job claims nothing, so it does not need to be removed.
    async cancel() {},
    async ping(signal) {
      const { QSTASH_URL, QSTASH_TOKEN } = envOf('qstash')
      const response = await fetch(`${QSTASH_URL}/v2/keys`, {
        headers: { authorization: `Bearer ${QSTASH_TOKEN}` },
        signal,
      })
      if (response.status === 401) throw new ServiceProblem('QStash rejects the token. Correct QSTASH_TOKEN.')
      if (!response.ok) throw new ServiceProblem(`QStash answered with status ${response.status}.`)
      return {}
    },
  }
}

function publishRequest(message: Message, delay?: number) {
  const { worker, payload } = message
  return {
    url: workerUrl(worker),
    body: payload,
    delay,
    deduplicationId: deduplicationId(message, delay),
    retries: tunables.deliveryRetriesMax,
    // For deliveries that never reached the worker. The worker's own Retry-After takes precedence.
    retryDelay: '1000 * pow(2, retried)',
  }
}

/** The client itself has no time limit. */
async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  const { promise: timedOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('publishing timed out')), ms)
  await Promise.race([promise, timedOut]).finally(() => clearTimeout(timer))
}

/**
 * Checks that QStash signed a worker call for this address and body. Returns null for a valid signature, otherwise the
 * reason of the rejection.
 */
export async function rejectionReason(
  worker: string,
  body: string,
  signature: string,
): Promise<RejectionReason | null> {
  const checker = await qstashReceiver()
  const delivery = { signature, body, url: workerUrl(worker) }
  const message = await failureOf(checker, { ...delivery, clockTolerance: tunables.clockToleranceSeconds })
  if (message === null) return null
  // The receiver reports only the failure of the second key. A check without the clock isolates the reason.
  const timeless = await failureOf(checker, { ...delivery, clockTolerance: Number.MAX_SAFE_INTEGER })
  if (timeless === null) return isEarly(signature) ? 'not_yet_valid' : 'expired'
  if (timeless.startsWith('invalid subject')) return 'other_address'
  return timeless.startsWith('body hash') ? 'other_body' : 'unknown_key'
}

/** Returns the error message of a failed check; null when the check succeeds. */
const failureOf = (checker: Receiver, delivery: Parameters<Receiver['verify']>[0]): Promise<string | null> =>
  checker.verify(delivery).then(
    () => null,
    (error: Error) => error.message,
  )

/** True when a correctly signed JWT is not valid yet. */
function isEarly(jwt: string): boolean {
  const claims = jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')
  const { nbf = 0 } = JSON.parse(atob(claims)) as { nbf?: number }
  return nbf * 1000 > Date.now()
}
