/**
 * Sequence numbers of stream events need no table. They only have to increase, so they are computed from the attempt
 * and the offset in its text and calls: see `toWire`. Each attempt has a range of numbers, and its revised text has
 * another one. All fit int32.
 */
export const createdNumber = 0
export const queuedNumber = 1
export const inProgressNumber = 2
const span = 2 ** 20
/** A failed response always ends with these. */
export const errorNumber = 2 ** 31 - 2
export const failedNumber = 2 ** 31 - 1

export type TextVersion = { attempt: number; isRevised: boolean }

const base = ({ attempt, isRevised }: TextVersion) => (2 * attempt + (isRevised ? 1 : 0)) * span

/** The number of the event that adds the message of an attempt. */
export const itemAddedNumber = (place: TextVersion) => base(place)

/** The number of the event that adds the text part of this message. */
export const partAddedNumber = (place: TextVersion) => base(place) + 1
/** The number of the delta that ends at `offset`, and of the event that adds the call whose arguments begin there. */
export const deltaNumber = (place: TextVersion, offset: number) => base(place) + 1 + offset
/**
 * The number of an event after a text of this length. `step` counts these events from 0. The id and name of a call take
 * more numbers than the three events that close the text before it, so the numbers never overlap.
 */
export const afterTextNumber = (place: TextVersion, length: number, step: number) =>
  base(place) + 2 + length + step

/** The position of a client, from its last event. */
export type ClientPosition =
  | { kind: 'start' }
  | (TextVersion & { kind: 'text'; offset: number })
  /** The client has the end of a failed response. */
  | { kind: 'end' }

/** Returns the position of a client whose last event has this number. The offset may exceed the answer's length. */
export function clientPositionOf(sequenceNumber: number): ClientPosition {
  // A client with `errorNumber` has only the first of the two last events, so it starts again.
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
