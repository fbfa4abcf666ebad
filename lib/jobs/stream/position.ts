/**
 * The position of a reader, from the id of its last event: at the start, in the text of an attempt, or at the end. If
 * the stored answer differs from the streamed text, it counts as a second, revised text of its attempt: `2r.118`.
 */
export type Position =
  | { kind: 'start' }
  | { kind: 'text'; attempt: number; isRevised: boolean; offset: number }
  | { kind: 'end' }

/** The form of event ids. */
export const positionPattern = /^(0|end|[1-9]\d{0,8}r?\.\d{1,9})$/

export const endId = 'end'
export const startId = '0'

/** The position of an event id. */
export function parsePosition(id: string | undefined): Position {
  if (id === endId) return { kind: 'end' }
  const [, attempt, revised, offset] = /^(\d+)(r?)\.(\d+)$/.exec(id ?? '') ?? []
  if (!attempt) return { kind: 'start' }
  return { kind: 'text', attempt: Number(attempt), isRevised: revised === 'r', offset: Number(offset) }
}

/** The id of an event that ends at this offset of a text. */
export const textId = (attempt: number, isRevised: boolean, offset: number) =>
  `${attempt}${isRevised ? 'r' : ''}.${offset}`
