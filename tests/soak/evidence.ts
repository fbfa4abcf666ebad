import type { Rows } from '#tests/support/rows'
import type { Clients } from './clients.ts'
import type { Kill } from './kills.ts'
import type { Call } from './model.ts'
import type { OpenaiCallers } from './openai/callers.ts'

/** The data of a run that the checks use. */
export type Evidence = Rows & {
  calls: Call[]
  kills: Kill[]
  clients: Pick<Clients, 'sent' | 'revived' | 'unexpected'>
  openai: Pick<OpenaiCallers, 'asked' | 'unexpected'>
  /** The times at which KV lost its data, or was down for a call. */
  kvLostMs: number[]
}
