import { type Seen, startProxy } from '#bench/proxy'
import type { Killer, Step } from './kills.ts'

/** The services that a server reaches through taps, by the variable that leads to each. */
const services = ['NEON_PROXY_URL', 'KV_REST_API_URL', 'QSTASH_URL'] as const
type Service = (typeof services)[number]

/** The steps that a request stands for: one when it is made, one when its reply is on the way back. */
type Steps = { before?: Step; after?: Step }

/** By the name that a statement carries. */
const statements: Record<string, Steps> = {
  acceptMessage: { before: 'before a message is stored', after: 'message stored, caller not told' },
  claimJob: { after: 'claimed, not begun' },
  renewLease: { after: 'lease renewed' },
  settleAttempt: { before: 'answered, end not stored', after: 'end stored, not announced' },
  releaseNext: { before: 'before the next is released' },
  markDispatched: { before: 'before a lost job is sent again' },
}

function stepsOf(service: Service, { path, body }: Seen): Steps {
  if (service === 'QSTASH_URL') return { before: 'before a job is sent', after: 'job sent, sender not told' }
  if (service === 'KV_REST_API_URL')
    return path.startsWith('/pipeline') && /"publish"/i.test(body)
      ? { before: 'before the announcement' }
      : {}
  const { query = '', params = [] } = JSON.parse(body) as { query?: string; params?: unknown[] }
  const steps = statements[/^\/\* (\w+) \*\//.exec(query)?.[1] ?? ''] ?? {}
  // The same statement ends attempts that have no answer.
  return steps.before === 'answered, end not stored' && !params.includes('completed') ? {} : steps
}

/** Taps for one instance, which let the killer know of each step that it takes. Returns the variables that lead to them. */
export async function startTaps(
  name: string,
  vars: Record<string, string>,
  killer: () => Killer | undefined,
  onClose: (close: () => Promise<void>) => unknown,
): Promise<Record<string, string>> {
  const tapped: Record<string, string> = {}
  for (const service of services) {
    const reach = (step: Step | undefined) => (step ? killer()?.at(step, name) : undefined)
    const tap = await startProxy({
      target: vars[service]!,
      async onRequest(seen) {
        if (await reach(stepsOf(service, seen).before)) throw new Error('The sender was killed.')
      },
      async onReply(seen) {
        await reach(stepsOf(service, seen).after)
      },
    })
    onClose(() => tap.close())
    tapped[service] = tap.url
  }
  return tapped
}
