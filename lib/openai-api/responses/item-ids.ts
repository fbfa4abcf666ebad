import type { Item } from '#lib/items/types'

/**
 * Item ids need no table: they contain the job of the turn, the role and the index. `msg_…_2` is the message of the
 * second attempt, and `msg_…_2r` that attempt's revised text. For rows without a job, the row's own id is used:
 * `msg_m7_0`.
 */
export type ItemPosition =
  | { kind: 'input'; jobId: string; index: number }
  | { kind: 'message'; jobId: string }
  | { kind: 'call'; jobId: string; index: number }
  | { kind: 'row'; messageId: number; index: number }

const prefixes = { message: 'msg', function_call: 'fc', function_call_output: 'fco' } as const

const hexOf = (jobId: string) => jobId.slice('job_'.length)

/** Returns the id of an attempt's message. */
export function messageId(jobId: string, attempt: number, isRevised: boolean): string {
  const suffix = isRevised ? `_${attempt}r` : attempt > 1 ? `_${attempt}` : ''
  return `msg_${hexOf(jobId)}${suffix}`
}

/** Returns the id of a function call, by its index among the items of the answer. */
export const callItemId = (jobId: string, index: number) => `fc_${hexOf(jobId)}_${index}`

/** Returns the id of an input item of a turn. */
export const inputItemId = (jobId: string, type: Item['type'], index: number) =>
  `${prefixes[type]}_u${hexOf(jobId)}_${index}`

/** Returns the id of an item in a row without a job. */
export const rowItemId = (messageId: number, type: Item['type'], index: number) =>
  `${prefixes[type]}_m${messageId}_${index}`

/** Parses an item id; undefined when it is not an id of this server. */
export function parseItemId(id: string): ItemPosition | undefined {
  const [, row, place] = /^(?:msg|fc|fco)_m(\d{1,9})_(\d{1,5})$/.exec(id) ?? []
  if (row !== undefined) return { kind: 'row', messageId: Number(row), index: Number(place) }
  const [, kind, side, hex, suffix] = /^(msg|fc|fco)_(u?)([0-9a-f]{32})(?:_(\d{1,5})r?)?$/.exec(id) ?? []
  if (!hex) return undefined
  const jobId = `job_${hex}`
  if (side) return suffix === undefined ? undefined : { kind: 'input', jobId, index: Number(suffix) }
  if (kind === 'msg') return { kind: 'message', jobId }
  return kind === 'fc' && suffix !== undefined ? { kind: 'call', jobId, index: Number(suffix) } : undefined
}
