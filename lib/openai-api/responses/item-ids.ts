import type { Item } from '#lib/items/types'

/**
 * Ids of items need no table: they name the job of the turn, its side and the place there. `msg_…_2` is what the second
 * attempt wrote, and `msg_…_2r` that attempt's revised text. Rows without a job are named by their own id: `msg_m7_0`.
 */
export type ItemPlace =
  | { kind: 'input'; jobId: string; index: number }
  | { kind: 'message'; jobId: string }
  | { kind: 'call'; jobId: string; index: number }
  | { kind: 'row'; messageId: number; index: number }

const prefixes = { message: 'msg', function_call: 'fc', function_call_output: 'fco' } as const

const hexOf = (jobId: string) => jobId.slice('job_'.length)

/** The id of the message that an attempt writes. */
export function messageId(jobId: string, attempt: number, isRevised: boolean): string {
  const suffix = isRevised ? `_${attempt}r` : attempt > 1 ? `_${attempt}` : ''
  return `msg_${hexOf(jobId)}${suffix}`
}

/** The id of a function call, by its place among the items of the answer. */
export const callItemId = (jobId: string, index: number) => `fc_${hexOf(jobId)}_${index}`

/** The id of an input item of a turn. */
export const inputItemId = (jobId: string, type: Item['type'], index: number) =>
  `${prefixes[type]}_u${hexOf(jobId)}_${index}`

/** The id of an item of a message that no job has to do with. */
export const rowItemId = (messageId: number, type: Item['type'], index: number) =>
  `${prefixes[type]}_m${messageId}_${index}`

/** The place that an item's id names, or undefined when it is not an id of this server. */
export function parseItemId(id: string): ItemPlace | undefined {
  const [, row, place] = /^(?:msg|fc|fco)_m(\d{1,9})_(\d{1,5})$/.exec(id) ?? []
  if (row !== undefined) return { kind: 'row', messageId: Number(row), index: Number(place) }
  const [, kind, side, hex, suffix] = /^(msg|fc|fco)_(u?)([0-9a-f]{32})(?:_(\d{1,5})r?)?$/.exec(id) ?? []
  if (!hex) return undefined
  const jobId = `job_${hex}`
  if (side) return suffix === undefined ? undefined : { kind: 'input', jobId, index: Number(suffix) }
  if (kind === 'msg') return { kind: 'message', jobId }
  return kind === 'fc' && suffix !== undefined ? { kind: 'call', jobId, index: Number(suffix) } : undefined
}
