import { errorFields, log } from '#lib/log'
import { isGone, ownAddress } from '#lib/queue/postgres/machine'
import { type Beat, beat, freeDead } from '#lib/queue/postgres/store'
import { tunables } from '#lib/tunables'

export type Heartbeat = {
  /** Whether others still take this process for alive: only then may it claim work. */
  isAlive(): boolean
  /** Resolves when no heartbeat is under way; none follows. */
  stop(): Promise<void>
}

type Options = {
  /** Called after each heartbeat that reached the database. */
  onBeat(): void
  /** Called when the leases of dead processes were freed. */
  onFreed(): void
}

/**
 * Registers this process and keeps its row alive. With each heartbeat it looks for processes that are dead: those of
 * this machine whose pid is gone, its own former selves among them, and all whose heartbeat has stopped while its own
 * arrived.
 */
export async function startHeartbeat({ onBeat, onFreed }: Options): Promise<Heartbeat> {
  const address = ownAddress()
  const deadMs = tunables.processDeadSeconds * 1000
  let lastMs = 0
  let steadySinceMs = 0
  let isFirst = true
  let pending: Promise<void> | undefined

  async function once(): Promise<void> {
    const sentMs = Date.now()
    try {
      const found = await beat(address)
      if (sentMs - lastMs >= deadMs) steadySinceMs = sentMs
      lastMs = sentMs
      if (found.registered && !isFirst) log('warn', 'process.registered_again')
      isFirst = false
      // After an outage of the database the heartbeats of all are old: the others first get the time to send one.
      const hasSilent = found.hasDead && sentMs - steadySinceMs >= deadMs
      if (await freeFound(found, hasSilent)) onFreed()
      onBeat()
    } catch (error) {
      log('warn', 'process.no_heartbeat', errorFields(error))
    }
  }

  const run = () => {
    pending ??= once().finally(() => {
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

/** True when leases were freed. */
async function freeFound({ neighbours }: Beat, hasSilent: boolean): Promise<boolean> {
  const gone = neighbours.filter(isGone).map(({ id }) => id)
  if (gone.length === 0 && !hasSilent) return false
  const freed = await freeDead(gone, hasSilent)
  if (freed.processes > 0) log('warn', 'process.freed', freed)
  return freed.jobs > 0 || freed.deliveries > 0
}
