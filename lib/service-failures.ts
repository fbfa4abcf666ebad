let failures = 0

/** Records that a service failed a request, so a cached health result may be wrong. */
export function noteServiceFailure(): void {
  failures++
}

/** Returns how often a service has failed a request of this process. */
export const serviceFailureCount = (): number => failures
