/**
 * How a delivery ended, in no engine's words: `done`, or `duplicate` when there was nothing to do, both to be
 * acknowledged; `retry` to be delivered again after some seconds; `dead` never again.
 */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'duplicate' }
  | { kind: 'retry'; delaySeconds: number }
  | { kind: 'dead'; code: string }
