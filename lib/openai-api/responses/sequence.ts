/**
 * Sequence numbers of stream events need no table: they only have to grow, so they are computed from the attempt and
 * from how far its text, with the calls behind it, has come: see `toWire`. Each attempt has a span of numbers, and its
 * revised text another one. All fit int32.
 */
export const createdNumber = 0
export const queuedNumber = 1
export const inProgressNumber = 2
const span = 2 ** 20
/** A failed response ends with these, whatever was told of it before. */
export const errorNumber = 2 ** 31 - 2
export const failedNumber = 2 ** 31 - 1

export type TextPlace = { attempt: number; isRevised: boolean }

const base = ({ attempt, isRevised }: TextPlace) => (2 * attempt + (isRevised ? 1 : 0)) * span

export const itemAddedNumber = (place: TextPlace) => base(place)
export const partAddedNumber = (place: TextPlace) => base(place) + 1
/** The number of the delta that ends at an offset, and of the event that adds the call whose arguments begin there. */
export const deltaNumber = (place: TextPlace, offset: number) => base(place) + 1 + offset
/**
 * The number of the events that follow a text of this length: `step` counts them from 0. The id and the name of a call
 * take more room than the three events that close a text before it.
 */
export const afterTextNumber = (place: TextPlace, length: number, step: number) =>
  base(place) + 2 + length + step

/** What the last event that a reader has says about how far it is. */
export type ReadSoFar =
  | { kind: 'start' }
  | (TextPlace & { kind: 'text'; offset: number })
  /** It has the end of a failed response. */
  | { kind: 'end' }

/** How far a reader is who has the event of this number; the offset may lie behind the end of the answer. */
export function readSoFar(sequenceNumber: number): ReadSoFar {
  // Of the end of a failed response it has one event or both.
  if (sequenceNumber >= failedNumber) return { kind: 'end' }
  if (sequenceNumber < 2 * span || sequenceNumber === errorNumber) return { kind: 'start' }
  const spans = Math.floor(sequenceNumber / span)
  return {
    kind: 'text',
    attempt: Math.floor(spans / 2),
    isRevised: spans % 2 === 1,
    offset: Math.max(0, (sequenceNumber % span) - 1),
  }
}
