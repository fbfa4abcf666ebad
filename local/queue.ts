import { join } from 'node:path'
import { hostOf, type OnPort, type Parts, type StackOptions } from './parts.ts'

/** Adds the configured queue. The default is PostgreSQL, or the QStash emulator with `hosted`. */
export async function addQueue(stack: Parts, options: StackOptions, onPort: OnPort): Promise<void> {
  const { vars, hosted } = options
  const { QUEUE, QSTASH_TOKEN, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = vars
  const hasInngest = INNGEST_EVENT_KEY || INNGEST_SIGNING_KEY
  if (QUEUE === 'inngest' || (!QUEUE && !QSTASH_TOKEN && hasInngest)) return describeInngest(stack, options)
  if (QUEUE !== 'postgres' && QSTASH_TOKEN) return describeQStash(stack, options)
  if (QUEUE === 'qstash' || (hosted && !QUEUE)) return addQStash(stack, options, onPort)
  stack.vars.QUEUE = 'postgres'
  stack.describe('Queue', 'in Postgres')
}

async function addQStash(
  stack: Parts,
  { secrets, dataDir, appUrl }: StackOptions,
  onPort: OnPort,
): Promise<void> {
  const { startQStash } = await import('#emulators/qstash/server')
  const { setUpSchedules } = await import('#lib/queue/qstash-schedules')
  const { qstashToken: token, qstashCurrentSigningKey, qstashNextSigningKey } = secrets
  const queue = await onPort(3, (port) =>
    startQStash({
      port,
      token,
      currentSigningKey: qstashCurrentSigningKey,
      nextSigningKey: qstashNextSigningKey,
      dataFile: join(dataDir, 'qstash.jsonl'),
    }),
  )
  stack.add(queue)
  Object.assign(stack.vars, {
    QUEUE: 'qstash',
    QSTASH_URL: queue.url,
    QSTASH_TOKEN: token,
    QSTASH_CURRENT_SIGNING_KEY: qstashCurrentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: qstashNextSigningKey,
    // The emulator delivers to this machine, even if a public URL is configured.
    PUBLIC_URL: appUrl,
  })
  await setUpSchedules({ url: queue.url, token }, appUrl)
  stack.describe('Queue', 'QStash emulator')
}

function describeQStash(stack: Parts, { vars }: StackOptions): void {
  if (!vars.PUBLIC_URL)
    stack.notices.push('QStash cannot reach this machine: set PUBLIC_URL to a tunnel to it.')
  stack.describe('Queue', `QStash at ${hostOf('QSTASH_URL', vars.QSTASH_URL || 'https://qstash.upstash.io')}`)
}

/** Inngest needs no emulator: its own server runs anywhere, and signs its calls if it is started with a key. */
function describeInngest(stack: Parts, { vars, appUrl }: StackOptions): void {
  const { INNGEST_BASE_URL, PUBLIC_URL } = vars
  if (!INNGEST_BASE_URL && !PUBLIC_URL)
    stack.notices.push('Inngest’s cloud cannot reach this machine: set PUBLIC_URL to a tunnel to it.')
  const settings = [
    'QUEUE=inngest',
    ...(INNGEST_BASE_URL ? [`INNGEST_BASE_URL=${INNGEST_BASE_URL}`] : []),
    `PUBLIC_URL=${PUBLIC_URL || appUrl}`,
  ]
  stack.notices.push(
    `Register this server with Inngest, once and after each change of a worker. Run this command with the same two keys:\n\n    ${settings.join(' ')} npm run schedules`,
  )
  stack.describe(
    'Queue',
    `Inngest at ${hostOf('INNGEST_BASE_URL', INNGEST_BASE_URL || 'https://api.inngest.com')}`,
  )
}
