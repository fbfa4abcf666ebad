import { Client as QStash } from '@upstash/qstash'
import { startFaultProxy } from './fault-proxy.ts'
import { startHttpKillPoints } from './http-kill-points.ts'
import { steps } from './kills.ts'
import type { Profile, ProfileOptions } from './profile.ts'
import { startHostedServices } from './services.ts'

/** The emulators of Neon, Upstash and QStash. QStash's deliveries are lost, delayed, doubled and reordered. */
export async function startHosted(options: ProfileOptions): Promise<Profile> {
  const { seed, instances, killer, onClose } = options
  const { database, vars, stopKv } = await startHostedServices(options)
  const faultProxy = await startFaultProxy(seed, () => instances)
  onClose(() => faultProxy.close())
  const queue = new QStash({
    baseUrl: vars.QSTASH_URL,
    token: vars.QSTASH_TOKEN,
    devMode: false,
    enableTelemetry: false,
  })
  return {
    database: database.pool,
    steps,
    varsFor: async (name) => ({
      ...vars,
      ...(await startHttpKillPoints(name, vars, killer, onClose)),
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
    stopKv,
  }
}
