import { Client, Receiver } from '@upstash/qstash'
import { env, envOf } from '#lib/env'
import { deduplicationId, type Message, type Queue } from '#lib/queue/types'
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
      if (!response.ok) throw new Error(`QStash answered ${response.status}`)
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

/** Whether a worker call was signed by QStash for this very address and body. */
export async function isSigned(worker: string, body: string, signature: string | null): Promise<boolean> {
  if (!signature) return false
  const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = envOf('qstash')
  receiver ??= new Receiver({
    currentSigningKey: QSTASH_CURRENT_SIGNING_KEY,
    nextSigningKey: QSTASH_NEXT_SIGNING_KEY,
    devMode: false,
  })
  return receiver.verify({ signature, body, url: workerUrl(worker) }).catch(() => false)
}
