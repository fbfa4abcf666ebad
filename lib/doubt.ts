let doubts = 0

/** Records that a service failed a request, so a cached health result may be wrong. */
export function noteDoubt(): void {
  doubts++
}

/** Returns how often a service has failed a request of this process. */
export const doubtCount = (): number => doubts
