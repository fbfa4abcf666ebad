import { setTimeout as sleep } from 'node:timers/promises'
import { between, roll } from '#tests/support/random'
import type { Instance } from './instances.ts'
import type { Profile } from './profile.ts'

/** The steps of a turn at which a server is killed: just before or just after an action. */
export const steps = [
  'before a message is stored',
  'message stored, caller not told',
  'before a job is sent',
  'job sent, sender not told',
  'claimed, not begun',
  'model at work',
  'lease renewed',
  'answered, end not stored',
  'end stored, not announced',
  'before the announcement',
  'before the next is released',
  'before a lost job is sent again',
  'at a random moment',
] as const
export type Step = (typeof steps)[number]

export type Kill = {
  step: Step
  life: string
  /** Milliseconds of Date.now(), as all times of a run. */
  atMs: number
  /** The jobs that it was running. */
  jobIds: string[]
  /** The number of its processes: while one held an answer, another may have continued. */
  processes: number
}

/** The longest wait for a step. After it the killer waits for another step. */
const timeoutMs = 6_000
const pauseMsMax = 400

type Options = {
  seed: number
  instances: Instance[]
  steps: readonly Step[]
  jobsOf: Profile['jobsOf']
  /** The questions of a life's open and recent model calls. */
  questionsOf(life: string): string[]
  onKilled(kill: Kill): Promise<void>
}

/** Kills servers one after the other at the steps of a turn, and restarts them. */
export class Killer {
  readonly kills: Kill[] = []
  readonly #options: Options
  readonly #passed = new Set<Step>()
  #awaited: { step: Step; killed: PromiseWithResolvers<void> } | undefined
  #next = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Called at each step. If the step is the awaited one, the instance is dead when this resolves. */
  async at(step: Step, name: string): Promise<boolean> {
    this.#passed.add(step)
    if (this.#awaited?.step !== step) return false
    const { killed } = this.#awaited
    this.#awaited = undefined
    await this.#kill(step, name)
    killed.resolve()
    return true
  }

  /** The steps that no server has reached so far: their kill points may match nothing. */
  notPassed(): Step[] {
    return this.#options.steps.filter((step) => step !== 'at a random moment' && !this.#passed.has(step))
  }

  /** Kills an instance at the next step in turn, or at another step if that one does not come soon. */
  async killNext(): Promise<void> {
    const { steps } = this.#options
    const step = steps[this.#next++ % steps.length]!
    if (step === 'at a random moment') {
      await sleep(between(0, pauseMsMax, this.#roll('pause')))
      const { instances } = this.#options
      return this.#kill(step, instances[between(0, instances.length - 1, this.#roll('instance'))]!.name)
    }
    const awaited = { step, killed: Promise.withResolvers<void>() }
    this.#awaited = awaited
    const inTime = await Promise.race([awaited.killed.promise.then(() => true), sleep(timeoutMs, false)])
    // Wait for a kill that has just begun.
    if (!inTime && this.#awaited !== awaited) await awaited.killed.promise
    if (this.#awaited === awaited) this.#awaited = undefined
  }

  #roll(about: string): number {
    return roll(this.#options.seed, 'kill', about, this.#next)
  }

  async #kill(step: Step, name: string): Promise<void> {
    const instance = this.#options.instances.find((each) => each.name === name)!
    const { life } = instance
    const atMs = Date.now()
    const pids = await instance.pids()
    const jobsOf = this.#options.jobsOf(life, pids, this.#options.questionsOf(life))
    if (!(await instance.kill())) return
    const jobIds = await jobsOf()
    const kill = { step, life, atMs, jobIds, processes: pids.length }
    this.kills.push(kill)
    await this.#options.onKilled(kill)
    void instance.start()
  }
}
