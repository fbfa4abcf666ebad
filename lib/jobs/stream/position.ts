/**
 * How far a reader has come, as the id of its last event says: nowhere, in the text of an attempt, or at the end. An
 * answer that is not what was written while the model was at work counts as another text of its attempt: `2r.118`.
 */
export type Position =
  | { kind: 'start' }
  | { kind: 'text'; attempt: number; isRevised: boolean; offset: number }
  | { kind: 'end' }

/** The ids that events have. */
export const positionPattern = /^(0|end|[1-9]\d{0,8}r?\.\d{1,9})$/

export const endId = 'end'
export const startId = '0'

/** The position that an event id stands for. */
export function parsePosition(id: string | undefined): Position {
  if (id === endId) return { kind: 'end' }
  const [, attempt, revised, offset] = /^(\d+)(r?)\.(\d+)$/.exec(id ?? '') ?? []
  if (!attempt) return { kind: 'start' }
  return { kind: 'text', attempt: Number(attempt), isRevised: revised === 'r', offset: Number(offset) }
}

/** The id of an event that ends at this offset of a text. */
export const textId = (attempt: number, isRevised: boolean, offset: number) =>
  `${attempt}${isRevised ? 'r' : ''}.${offset}`
