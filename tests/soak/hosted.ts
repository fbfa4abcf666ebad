import { setTimeout as sleep } from 'node:timers/promises'
import { Client as QStash } from '@upstash/qstash'
import { startNeonProxy } from '#emulators/neon/server'
import { startQStash } from '#emulators/qstash/server'
import { freePort } from '#local/ports'
import { startUpstashKv } from '#tests/support/kv'
import { secrets } from '#tests/support/services'
import { startFaultProxy } from './fault-proxy.ts'
import { startHttpKillPoints } from './http-kill-points.ts'
import { steps } from './kills.ts'
import { commonVars, kvOutageMs, startDatabase } from './postgres.ts'
import type { Profile, ProfileOptions } from './profile.ts'

/** The emulators of Neon, Upstash and QStash. QStash's deliveries are lost, delayed, doubled and reordered. */
export async function startHosted(options: ProfileOptions): Promise<Profile> {
  const { seed, portBase, instances, killer, onClose } = options
  const database = await startDatabase(options)
  const neon = await startNeonProxy({ port: 0, pgHost: database.host, pgPort: database.port })
  onClose(() => neon.close())
  const kvOptions = { port: await freePort(portBase + 1) }
  let kv = await startUpstashKv(kvOptions)
  onClose(() => kv.close())
  const { qstashToken: token, qstashCurrentSigningKey, qstashNextSigningKey } = secrets
  const keys = { currentSigningKey: qstashCurrentSigningKey, nextSigningKey: qstashNextSigningKey }
  const qstash = await startQStash({ port: 0, token, ...keys })
  onClose(() => qstash.close())
  const faultProxy = await startFaultProxy(seed, () => instances)
  onClose(() => faultProxy.close())
  const queue = new QStash({ baseUrl: qstash.url, token, devMode: false, enableTelemetry: false })
  const services = { NEON_PROXY_URL: neon.url, KV_REST_API_URL: kv.url, QSTASH_URL: qstash.url }
  return {
    database: database.pool,
    steps,
    varsFor: async (name) => ({
      ...commonVars,
      DATABASE_URL: database.url,
      KV_REST_API_TOKEN: secrets.kvToken,
      KV_REST_API_READ_ONLY_TOKEN: secrets.kvReadOnlyToken,
      QSTASH_TOKEN: token,
      QSTASH_CURRENT_SIGNING_KEY: qstashCurrentSigningKey,
      QSTASH_NEXT_SIGNING_KEY: qstashNextSigningKey,
      ...(await startHttpKillPoints(name, services, killer, onClose)),
      PUBLIC_URL: faultProxy.url,
    }),
    jobsOf: (life) => {
      // The server's open deliveries end with it.
      const jobIds = faultProxy.openJobs(life)
      return async () => jobIds
    },
    open: faultProxy.open,
    deliveries: faultProxy.counts,
    calmDown: faultProxy.calmDown,
    runWorker: async (worker, times = 1) => {
      // The client changes its argument, so each call gets a new object.
      const message = () => ({ url: `${faultProxy.url}/api/workers/${worker}`, body: {}, retries: 0 })
      await queue.batchJSON(Array.from({ length: times }, message))
    },
    crashDatabase: database.crash,
    stopKv: async () => {
      await kv.close()
      await sleep(kvOutageMs)
      kv = await startUpstashKv(kvOptions)
    },
  }
}
