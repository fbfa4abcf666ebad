let doubts = 0

/** Notes that a service has failed a request, so that what is remembered of its health may be wrong. */
export function noteDoubt(): void {
  doubts++
}

/** How often a service has failed a request of this process. */
export const doubtCount = (): number => doubts
