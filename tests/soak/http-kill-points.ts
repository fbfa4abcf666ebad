import { type SeenRequest, startProxy } from '#tests/support/http-proxy'
import type { Killer, Step } from './kills.ts'
import type { OnClose } from './services.ts'
import { type Steps, stepsOfStatement } from './steps.ts'

/** The variables of the services that a server reaches through proxies. */
const services = ['NEON_PROXY_URL', 'KV_REST_API_URL', 'QSTASH_URL'] as const
type Service = (typeof services)[number]

function stepsOf(service: Service, { path, body }: SeenRequest): Steps {
  if (service === 'QSTASH_URL') return { before: 'before a job is sent', after: 'job sent, sender not told' }
  if (service === 'KV_REST_API_URL')
    return path.startsWith('/pipeline') && /"publish"/i.test(body)
      ? { before: 'before the announcement' }
      : {}
  const { query = '', params = [] } = JSON.parse(body) as { query?: string; params?: unknown[] }
  return stepsOfStatement(/^\/\* (\w+) \*\//.exec(query)?.[1] ?? '', params)
}

/** Proxies for one instance that report each step to the killer. Returns the variables that point to them. */
export async function startHttpKillPoints(
  name: string,
  vars: Record<Service, string>,
  killer: () => Killer | undefined,
  onClose: OnClose,
): Promise<Record<string, string>> {
  const tapped: Record<string, string> = {}
  for (const service of services) {
    const reach = (step: Step | undefined) => (step ? killer()?.at(step, name) : undefined)
    const tap = await startProxy({
      target: vars[service],
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
