import { vi } from 'vitest'

/** Waits for the pages at this URL: while Next starts, the server answers 503. */
export async function untilPages(url: string): Promise<void> {
  await vi.waitUntil(async () => (await fetch(url)).status !== 503, { timeout: 110_000 })
}
