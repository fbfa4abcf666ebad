import type { Pool } from 'pg'
import type { Instance } from './instances.ts'
import type { Killer, Step } from './kills.ts'
import type { OnClose } from './services.ts'

/** The services of a run and their faults. The rest of the soak does not depend on the adapters. */
export type Profile = {
  database: Pool
  /** The steps of a turn at which this profile can kill a server. */
  steps: readonly Step[]
  /** The variables of one instance. Its connections go through proxies that report each step to the killer. */
  varsFor(name: string): Promise<Record<string, string>>
  /** Call it before a life is killed, and call the returned function after: it returns the jobs that the life was running. */
  jobsOf(life: string, pids: number[], questions: string[]): () => Promise<string[]>
  /** The number of open deliveries. */
  open(): number
  /** The number of queue deliveries by fault, if the profile injects faults into them. */
  deliveries: Record<string, number>
  /** Stops the fault injection. */
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
  /** Undefined until the run begins: no server is killed during the setup. */
  killer(): Killer | undefined
  onClose: OnClose
}
