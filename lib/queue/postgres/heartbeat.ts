import { errorFields, log } from '#lib/log'
import { hasExited, ownProcess } from '#lib/queue/postgres/machine'
import { type Beat, beat, freeDead } from '#lib/queue/postgres/store'
import { tunables } from '#lib/tunables'

export type Heartbeat = {
  /** True while other processes consider this process alive. Only then may it claim work. */
  isAlive(): boolean
  /** Stops the heartbeats. Resolves when the last one has ended. */
  stop(): Promise<void>
}

type Options = {
  /** Called after each heartbeat that reached the database. */
  onBeat(): void
  /** Called after the leases of dead processes were freed. */
  onFreed(): void
}

/**
 * Registers this process and keeps its row alive. Each heartbeat looks for dead processes: those of this machine whose
 * pid is gone (for example before a restart), and all processes whose heartbeat stopped while this one's arrived.
 */
export async function startHeartbeat({ onBeat, onFreed }: Options): Promise<Heartbeat> {
  const address = ownProcess()
  const deadMs = tunables.processDeadSeconds * 1000
  let lastMs = 0
  let steadySinceMs = 0
  let isFirst = true
  let pending: Promise<void> | undefined

  async function sendBeat(): Promise<void> {
    const sentMs = Date.now()
    try {
      const found = await beat(address)
      if (sentMs - lastMs >= deadMs) steadySinceMs = sentMs
      lastMs = sentMs
      if (found.registered && !isFirst) log('warn', 'process.registered_again')
      isFirst = false
      // After a database outage all heartbeats are old, so the other processes first get time to send one.
      const hasSilent = found.hasDead && sentMs - steadySinceMs >= deadMs
      if (await freeFound(found, hasSilent)) onFreed()
      onBeat()
    } catch (error) {
      log('warn', 'process.no_heartbeat', errorFields(error))
    }
  }

  const run = () => {
    pending ??= sendBeat().finally(() => {
      pending = undefined
    })
    return pending
  }

  await run()
  const timer = setInterval(run, tunables.heartbeatMs)
  return {
    isAlive: () => Date.now() - lastMs < deadMs,
    async stop() {
      clearInterval(timer)
      await pending
    },
  }
}

/** Frees the leases of dead processes. Returns true when it freed any. */
async function freeFound({ neighbours }: Beat, hasSilent: boolean): Promise<boolean> {
  const gone = neighbours.filter(hasExited).map(({ id }) => id)
  if (gone.length === 0 && !hasSilent) return false
  const freed = await freeDead(gone, hasSilent)
  if (freed.processes > 0) log('warn', 'process.freed', freed)
  return freed.jobs > 0 || freed.deliveries > 0
}
