import cluster, { type Worker } from 'node:cluster'
import { availableParallelism, constants, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { log } from '#lib/log'
import type { Instruction } from '#lib/server/messages'
import type { PagesState } from '#lib/server/pages'
import { tunables } from '#lib/tunables'

/**
 * Flags of a server's Node process. A turn makes much that is soon thrown away: with 64 MB for the young instead of 16,
 * it is collected less often.
 */
export const nodeFlags = ['--max-semi-space-size=64']

/** Where Node keeps what it has compiled: a process then starts in two thirds of the time. */
export const compileCache = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url))

const program = fileURLToPath(new URL('../../workers/server.ts', import.meta.url))

type Options = {
  host: string
  port: number
  /** How many processes. By default one for each core and each GB of memory, but no more than four. */
  count?: number
  /** The first process answers at this port. */
  onReady: (port: number) => void
  /** No process could start, or all have ended after `stop`. */
  onEnd: (code: number) => void
}

export type Processes = {
  setPages(state: PagesState): void
  /** Starts each process once more, from the sources as they are now. The old ones serve until the new ones do. */
  renew(): void
  /** Ends all, after they have answered what is open, or after `graceMs`. */
  stop(graceMs: number): void
  kill(): void
}

function countDefault(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.max(1, Math.min(4, availableParallelism(), Math.floor(bytes / 2 ** 30)))
}

/** A process of the server. Those of an earlier generation make way for those of the present one. */
type Member = { worker: Worker; generation: number; isListening: boolean; isRetired: boolean }

/**
 * Serves by several processes behind one port, as https://nodejs.org/api/cluster.html does. One that dies is replaced
 * after a second. When none has ever listened, the next would not either: then all end with its code.
 */
export function startProcesses({ host, port, count = countDefault(), onReady, onEnd }: Options): Processes {
  cluster.setupPrimary({ exec: program, args: [host, String(port)], execArgv: nodeFlags })
  const members = new Map<number, Member>()
  let generation = 1
  let hasListened = false
  let isStopping = false
  let pages: PagesState = { kind: 'starting' }

  const start = () => {
    const worker = cluster.fork({ NODE_COMPILE_CACHE: compileCache, ...process.env })
    members.set(worker.id, { worker, generation, isListening: false, isRetired: false })
  }
  const tell = (worker: Worker, instruction: Instruction) => worker.isConnected() && worker.send(instruction)
  const retire = (member: Member, graceMs: number) => {
    member.isRetired = true
    tell(member.worker, { kind: 'stop', graceMs })
  }
  const old = () =>
    [...members.values()].filter((member) => member.generation < generation && !member.isRetired)

  cluster.on('listening', (worker, address) => {
    const member = members.get(worker.id)!
    member.isListening = true
    tell(worker, { kind: 'pages', state: pages })
    if (isStopping) return
    const [previous] = member.generation === generation ? old() : []
    if (previous) retire(previous, tunables.shutdownGraceMs)
    if (hasListened) return
    hasListened = true
    for (let more = 1; more < count; more++) start()
    onReady(address.port)
  })

  cluster.on('exit', (worker, code: number | null, signal: NodeJS.Signals | null) => {
    const member = members.get(worker.id)!
    members.delete(worker.id)
    if (isStopping) return members.size === 0 ? onEnd(0) : undefined
    if (member.isRetired) return
    if (!hasListened) return onEnd(codeOf(code, signal))
    log('error', 'process.died', { code, signal })
    // The sources are at fault, since an older generation still serves: the next change of them starts another.
    if (!member.isListening && old().length > 0) return
    setTimeout(() => isStopping || start(), tunables.processPauseMs)
  })

  start()
  return {
    setPages: (state) => {
      pages = state
      for (const { worker, isListening } of members.values())
        if (isListening) tell(worker, { kind: 'pages', state })
    },
    renew: () => {
      generation++
      for (const member of members.values()) if (!member.isListening) kill(member)
      for (let i = 0; i < count; i++) start()
    },
    stop: (graceMs) => {
      isStopping = true
      for (const member of members.values()) member.isListening ? retire(member, graceMs) : kill(member)
      if (members.size === 0) onEnd(0)
    },
    kill: () => {
      for (const member of members.values()) kill(member)
    },
  }
}

function kill(member: Member): void {
  member.isRetired = true
  member.worker.process.kill('SIGKILL')
}

/** A process that was killed, as by the system when memory runs out, has no code: it gets the one of shells. */
const codeOf = (code: number | null, signal: NodeJS.Signals | null) =>
  code ?? 128 + constants.signals[signal!]
