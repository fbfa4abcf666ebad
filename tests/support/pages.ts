import { expect } from 'vitest'

/** Waits for the pages at this URL: while Next starts, the server answers 503. */
export async function untilPages(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(url)).status).not.toBe(503)
}
