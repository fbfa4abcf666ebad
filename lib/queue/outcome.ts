/**
 * The result of a delivery, independent of the queue engine. `done`, and `duplicate` for a delivery without work, are
 * acknowledged. `retry` is delivered again after `delaySeconds`, and `dead` never again.
 */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'duplicate' }
  | { kind: 'retry'; delaySeconds: number }
  | { kind: 'dead'; code: string }
