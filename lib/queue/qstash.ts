import { Client, Receiver } from '@upstash/qstash'
import { env, envOf } from '#lib/env'
import type { RejectionReason } from '#lib/queue/rejected-deliveries'
import { deduplicationId, type Message, type Queue } from '#lib/queue/types'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

let client: Client | undefined
let receiver: Receiver | undefined

/** The address at which QStash calls a worker; it is part of the signature. */
export function workerUrl(worker: string): string {
  return `${env().PUBLIC_URL}/api/workers/${worker}`
}

/** The client. `devMode: false` keeps it from taking the vendor's well-known development keys. */
function qstashClient(): Client {
  client ??= new Client({
    baseUrl: envOf('qstash').QSTASH_URL,
    token: envOf('qstash').QSTASH_TOKEN,
    retry: false,
    enableTelemetry: false,
    devMode: false,
  })
  return client
}

/** QStash as the queue. */
export function qstash(): Queue {
  return {
    async publish(messages, { delaySeconds } = {}) {
      const requests = messages.map((message) => publishRequest(message, delaySeconds))
      const [first] = requests
      if (!first) return
      const sent =
        requests.length === 1 ? qstashClient().publishJSON(first) : qstashClient().batchJSON(requests)
      await within(sent, tunables.publishTimeoutMs)
    },
    // A delivery of a cancelled job claims nothing: there is nothing to take back.
    async cancel() {},
    async ping(signal) {
      const { QSTASH_URL, QSTASH_TOKEN } = envOf('qstash')
      const response = await fetch(`${QSTASH_URL}/v2/keys`, {
        headers: { authorization: `Bearer ${QSTASH_TOKEN}` },
        signal,
      })
      if (response.status === 401) throw new ServiceProblem('QStash refuses the token. Correct QSTASH_TOKEN.')
      if (!response.ok) throw new ServiceProblem(`QStash answered ${response.status}.`)
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
    // For deliveries that never reached the worker; the worker's own Retry-After wins over it.
    retryDelay: '1000 * pow(2, retried)',
  }
}

/** The client has no time limit of its own. */
async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('publishing timed out')), ms)
  await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/**
 * Checks that a worker call was signed by QStash for this very address and body. Returns null, or the reason why the call
 * is refused.
 */
export async function rejectionReason(
  worker: string,
  body: string,
  signature: string,
): Promise<RejectionReason | null> {
  const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = envOf('qstash')
  receiver ??= new Receiver({
    currentSigningKey: QSTASH_CURRENT_SIGNING_KEY,
    nextSigningKey: QSTASH_NEXT_SIGNING_KEY,
    devMode: false,
  })
  const delivery = { signature, body, url: workerUrl(worker) }
  const message = await failureOf(receiver, { ...delivery, clockTolerance: tunables.clockToleranceSeconds })
  if (message === null) return null
  // It reports the failure with the second key. Without the clock, what is left tells the reason.
  const timeless = await failureOf(receiver, { ...delivery, clockTolerance: Number.MAX_SAFE_INTEGER })
  if (timeless === null) return isEarly(signature) ? 'not_yet_valid' : 'expired'
  if (timeless.startsWith('invalid subject')) return 'other_address'
  return timeless.startsWith('body hash') ? 'other_body' : 'unknown_key'
}

/** The message of a failed check; null when there is none. */
const failureOf = (checker: Receiver, delivery: Parameters<Receiver['verify']>[0]): Promise<string | null> =>
  checker.verify(delivery).then(
    () => null,
    (error: Error) => error.message,
  )

/** True when a JWT, whose signature is good, is to be valid only from a later time. */
function isEarly(jwt: string): boolean {
  const claims = jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')
  const { nbf = 0 } = JSON.parse(atob(claims)) as { nbf?: number }
  return nbf * 1000 > Date.now()
}
