import type { Pool } from 'pg'
import type { Instance } from './instances.ts'
import type { Killer, Step } from './kills.ts'

export type OnClose = (close: () => Promise<unknown>) => unknown

/** The services of a run and the ways to disturb them. The rest of the soak does not know which adapters are in use. */
export type Profile = {
  database: Pool
  /** The steps of a turn at which this profile can kill a server. */
  steps: readonly Step[]
  /** The variables of one instance, whose connections go through taps that tell the killer of each step. */
  varsFor(name: string): Promise<Record<string, string>>
  /** Call it before a life is killed, and what it returns after: it gives the jobs that the life was at work on. */
  jobsOf(life: string, pids: number[], questions: string[]): () => Promise<string[]>
  /** How many deliveries are under way. */
  open(): number
  /** What became of the deliveries of the queue, where a run can meddle with them. */
  deliveries: Record<string, number>
  /** No more meddling from now on. */
  calmDown(): void
  /** Makes a scheduled worker run now. */
  runWorker(worker: 'sweep' | 'rollup', times?: number): Promise<void>
  crashDatabase(): Promise<void>
  stopKv(): Promise<void>
}

export type ProfileOptions = {
  seed: number
  folder: string
  portBase: number
  instances: Instance[]
  /** Undefined until the run begins: nobody is killed while things are set up. */
  killer(): Killer | undefined
  onClose: OnClose
}
