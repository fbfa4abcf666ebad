import cluster, { type Worker } from 'node:cluster'
import { availableParallelism, constants, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { errorFields, log } from '#lib/log'
import type { Instruction, Report } from '#lib/server/messages'
import type { PagesState } from '#lib/server/pages'
import type { Scrapes, Source } from '#lib/server/scrape'
import type { TextFormat } from '#lib/telemetry/text-format'
import { tunables } from '#lib/tunables'

/**
 * The Node flags of a server process. A turn creates many short-lived objects. A young generation of 64 MB instead of
 * 16 MB needs fewer garbage collections.
 */
export const nodeFlags = ['--max-semi-space-size=64']

/** Node's compile cache. With it, a process starts in two thirds of the time. */
export const compileCache = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url))

const program = fileURLToPath(new URL('../../workers/server.ts', import.meta.url))

type Options = {
  host: string
  port: number
  /** The number of processes. Default: the cores or the GB of memory, the smaller number, at most four. */
  count?: number
  /** Called when the first process listens on this port. */
  onReady: (port: number) => void
  /** Called when no process could start, or when all have ended after `stop`. */
  onEnd: (code: number) => void
}

/** A process of the server. Processes of the current generation replace those of earlier ones. */
type Member = {
  worker: Worker
  /** Its label in the metrics: the lowest number that no other process uses. */
  number: number
  generation: number
  isListening: boolean
  isRetired: boolean
}

/**
 * The processes that share one port: https://nodejs.org/api/cluster.html. A process that dies is replaced after a
 * pause. If no process has listened before, a replacement would also fail, so the server ends with its exit code.
 */
export class Processes {
  #options: Options
  #count: number
  #members = new Map<number, Member>()
  #generation = 1
  #hasListened = false
  #isStopping = false
  #pages: PagesState = { kind: 'starting' }
  #gathering: Promise<Scrapes> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#count = options.count ?? countDefault()
    const args = [options.host, String(options.port)]
    cluster.setupPrimary({ exec: program, args, execArgv: nodeFlags })
    cluster.on('listening', (worker, { port }) => this.#onListening(worker, port))
    cluster.on('message', (worker, report: Report) => this.#onReport(worker, report))
    cluster.on('exit', (worker, code, signal) => this.#onExit(worker, code, signal))
    this.#start()
  }

  setPages(state: PagesState): void {
    this.#pages = state
    for (const { worker, isListening } of this.#members.values())
      if (isListening) sendTo(worker, { kind: 'pages', state })
  }

  /** Starts new processes from the current sources. The old processes serve until the new ones are ready. */
  renew(): void {
    this.#generation++
    for (const member of this.#members.values()) if (!member.isListening) kill(member)
    const count = this.#hasListened ? this.#count : 1
    for (let i = 0; i < count; i++) this.#start()
  }

  /** Ends all processes after their open requests, or after `graceMs`. */
  stop(graceMs: number): void {
    this.#isStopping = true
    for (const member of this.#members.values())
      if (member.isListening) retire(member, graceMs)
      else kill(member)
    if (this.#members.size === 0) this.#options.onEnd(0)
  }

  kill(): void {
    for (const member of this.#members.values()) kill(member)
  }

  #start(): void {
    const worker = cluster.fork({ NODE_COMPILE_CACHE: compileCache, ...process.env })
    const generation = this.#generation
    const taken = new Set([...this.#members.values()].map(({ number }) => number))
    let number = 1
    while (taken.has(number)) number++
    this.#members.set(worker.id, { worker, number, generation, isListening: false, isRetired: false })
  }

  /** Collects the metrics of all serving processes. The process `first` also reads the shared state. */
  async scrape(form: TextFormat, first?: number): Promise<string> {
    const serving = [...this.#members.values()].filter(({ isListening }) => isListening)
    const sources = serving.map(
      ({ worker, number }): Source => ({
        id: worker.id,
        number,
        send: (instruction) => void sendTo(worker, instruction),
      }),
    )
    return (await this.#scrapes()).gather(
      sources.toSorted((a, b) => Number(b.id === first) - Number(a.id === first)),
      form,
    )
  }

  /** Loaded by the first scrape, because most servers are never scraped. */
  #scrapes(): Promise<Scrapes> {
    this.#gathering ??= import('#lib/server/scrape').then((module) => new module.Scrapes())
    return this.#gathering
  }

  async #onReport(worker: Worker, report: Report): Promise<void> {
    if (report.kind === 'collected') return (await this.#scrapes()).collected(worker.id, report)
    const text = await this.scrape(report.form, worker.id).catch((error) => {
      log('error', 'metrics.not_gathered', errorFields(error))
      return undefined
    })
    sendTo(worker, { kind: 'scraped', request: report.request, ...(text !== undefined && { text }) })
  }

  #onListening(worker: Worker, port: number): void {
    const member = this.#members.get(worker.id)!
    member.isListening = true
    sendTo(worker, { kind: 'pages', state: this.#pages })
    if (this.#isStopping) return
    const [previous] = member.generation === this.#generation ? this.#oldMembers() : []
    if (previous) retire(previous, tunables.shutdownGraceMs)
    if (this.#hasListened) return
    this.#hasListened = true
    for (let more = 1; more < this.#count; more++) this.#start()
    this.#options.onReady(port)
  }

  #onExit(worker: Worker, code: number | null, signal: string | null): void {
    const member = this.#members.get(worker.id)!
    this.#members.delete(worker.id)
    void this.#gathering?.then((scrapes) => scrapes.forget(worker.id))
    if (this.#isStopping && this.#members.size === 0) this.#options.onEnd(0)
    if (this.#isStopping || member.isRetired) return
    if (!this.#hasListened) this.#options.onEnd(codeOf(code, signal))
    log('error', 'process.died', { code, signal })
    // An older generation still serves, so the new sources are broken. Their next change starts new processes.
    if (!member.isListening && this.#oldMembers().length > 0) return
    setTimeout(() => this.#isStopping || this.#start(), tunables.processPauseMs)
  }

  #oldMembers(): Member[] {
    const isOld = ({ generation, isRetired }: Member) => generation < this.#generation && !isRetired
    return [...this.#members.values()].filter(isOld)
  }
}

function countDefault(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.max(
    1,
    Math.min(tunables.processesMax, availableParallelism(), Math.floor(bytes / tunables.processBytes)),
  )
}

const sendTo = (worker: Worker, instruction: Instruction) => worker.isConnected() && worker.send(instruction)

function retire(member: Member, graceMs: number): void {
  member.isRetired = true
  sendTo(member.worker, { kind: 'stop', graceMs })
}

function kill(member: Member): void {
  member.isRetired = true
  member.worker.process.kill('SIGKILL')
}

/** A killed process has no exit code (for example out of memory). It gets the code that shells use: 128 + signal. */
const codeOf = (code: number | null, signal: string | null) =>
  code ?? 128 + constants.signals[signal as NodeJS.Signals]
