import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { atEnd } from '#tests/support/ending'

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Just below the time limit of a test and of a hook, since a busy machine is slow. */
const waitMsMax = 110_000

type VisitOptions = BrowserContextOptions & {
  expectedStatus?: number
  /** The expected error in the page's log. */
  expectedError?: RegExp
}

/** A headless Chromium for a test file: the one at CHROMIUM_PATH, or the system's. */
export function withBrowser() {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args, timeout: waitMsMax })
  })
  atEnd(() => browser?.close())

  /** Opens a page for `visit`. Fails if it logs an error, or if a request fails or gets a status ≥ 400. */
  return async function visit(
    url: string,
    use: (page: Page) => Promise<void>,
    options: VisitOptions = {},
  ): Promise<void> {
    const { expectedStatus = 200, expectedError, ...contextOptions } = options
    const context = await browser.newContext(contextOptions)
    context.setDefaultTimeout(waitMsMax)
    const page = await context.newPage()
    const faults: string[] = []
    // Chromium checks once, seconds after the load. A page that is just opening may use its style a moment later.
    const preloads: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('requestfailed', (request) => {
      const isRefusedScript = options.javaScriptEnabled === false && request.resourceType() === 'script'
      // Leaving a page aborts the fetches of its icon, its calls and its parts (`_rsc`). A page closes a stream
      // that it has read.
      const isLeft =
        /\/icon\.svg|\/api\/|[?&]_rsc=/.test(request.url()) &&
        request.failure()?.errorText === 'net::ERR_ABORTED'
      if (!isRefusedScript && !isLeft) faults.push(`${request.url()} failed: ${request.failure()?.errorText}`)
    })
    page.on('console', (message) => {
      const isOwnStatus = expectedStatus >= 400 && message.location().url === url
      const isExpected = expectedError?.test(message.text())
      const preloaded = /^The resource (\S+) was preloaded using link preload but not used/.exec(
        message.text(),
      )
      if (preloaded) preloads.push(preloaded[1]!)
      else if (['error', 'warning'].includes(message.type()) && !isOwnStatus && !isExpected)
        faults.push(message.text())
    })
    try {
      let status: number | undefined
      const open = async () => {
        faults.length = 0
        status = (await page.goto(url))?.status()
        return status
      }
      // Until Next is ready the server responds 503, with a page that reloads itself.
      await expect.poll(open, { timeout: waitMsMax }).not.toBe(503)
      expect(status).toBe(expectedStatus)
      if (options.javaScriptEnabled !== false) await untilHydrated(page)
      await use(page)
      expect(faults).toEqual([])
      const unused = () =>
        page.evaluate((urls) => {
          const used = [...document.styleSheets].map(({ href }) => href)
          return urls.filter((url) => !used.includes(url))
        }, preloads)
      await expect.poll(unused, { message: 'preloaded and never used' }).toEqual([])
    } finally {
      await context.close()
    }
  }
}

/** Waits until the controls of a Next page work: React marks each element that it has hydrated. */
export async function untilHydrated(page: Page): Promise<void> {
  const waiting = () =>
    page.evaluate(() => {
      const isOfNext = document.querySelector('script[src*="/_next/"]') !== null
      const controls = isOfNext ? [...document.querySelectorAll('button, input, textarea, select')] : []
      return controls.filter((control) => !Object.keys(control).some((name) => name.startsWith('__react')))
        .length
    })
  await expect.poll(waiting, { timeout: waitMsMax }).toBe(0)
}

/** Every visible text whose contrast with its background is below 4.5 (WCAG 2.2, 1.4.3). */
export async function lowContrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (color: string) => {
      const [r, g, b] = channels(color)
        .slice(0, 3)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const background = (element: Element | null): string => {
      if (!element) return 'rgb(255, 255, 255)'
      const { backgroundColor } = getComputedStyle(element)
      return channels(backgroundColor)[3] === 0 ? background(element.parentElement) : backgroundColor
    }
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element?.checkVisibility() || !node.textContent?.trim()) continue
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(background(element))]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${node.textContent}`)
    }
    return found
  })
}

/** Waits until the health report is loaded. */
export const untilHealthy = (page: Page) => page.locator('.health[aria-busy=false]').waitFor()

/** The health report's cells of one part: its state and its latency. */
export function healthCells(page: Page, part: string): Promise<string[]> {
  return page.locator('.health').getByRole('row', { name: part }).locator('td').allTextContents()
}
