import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startServer } from '#local/server'
import { build } from './build.ts'
import { closeAll, onClose, print } from './program.ts'
import { startServices } from './services.ts'

/**
 * `npm run bench:console`: load times of console pages in a browser with an empty cache, from the first request. Measures
 * the first paint, the arrival of the data, and the time to interactive: the data are shown and no task blocks for more
 * than 50 ms. --rounds N visits of each page (10).
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const rounds = Number(values.rounds)
const conversations = 100

type Times = { seen: number; shown: number; interactive: number; scripts: number }

try {
  await bench()
} finally {
  await closeAll()
}

async function bench(): Promise<void> {
  await build(onClose)
  const { vars, port } = await startServices({ modelMs: 5, hosted: false }, onClose)
  const { url, close } = await startServer({ mode: 'start', port, vars })
  onClose(close)
  const key = vars.API_SECRET_KEY!
  const ids: number[] = []
  for (let i = 0; i < conversations; i++) ids.push(await ask(url, key, `Question ${i}`))
  const cookie = await signIn(url, key)
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  onClose(() => browser.close())
  print(`Milliseconds, median (longest) of ${rounds} visits with nothing cached:`)
  for (const path of ['', '/conversations', `/conversations/${ids[0]}`, '/jobs', '/usage']) {
    const found: Times[] = []
    for (let i = 0; i <= rounds; i++) found.push(await visit(browser, `${url}/console${path}`, cookie))
    // The first visit warms up the server.
    print(report(path || '/', found.slice(1)))
  }
}

async function ask(url: string, key: string, message: string): Promise<number> {
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: 'reader', message }),
  })
  const { data, error } = (await response.json()) as { data?: { conversationId: number }; error?: string }
  if (!data) throw new Error(`No answer: ${error}`)
  return data.conversationId
}

async function signIn(url: string, key: string): Promise<string> {
  const response = await fetch(`${url}/console/session`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  })
  const cookie = response.headers.get('set-cookie')
  if (!cookie) throw new Error(`Not signed in: ${await response.text()}`)
  return cookie.split(';')[0]!
}

async function visit(browser: Browser, url: string, cookie: string): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const [name, value] = cookie.split('=', 2) as [string, string]
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  await page.addInitScript(observeLongTasks)
  await page.goto(url)
  const times = await timesOf(page)
  await context.close()
  return times
}

/** Records in the page when the last task of more than 50 ms ended (Long Tasks API). */
function observeLongTasks(): void {
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      Object.assign(window, { lastLongTaskMs: startTime + duration })
  }).observe({ type: 'longtask', buffered: true })
}

async function timesOf(page: Page): Promise<Times> {
  const isLoaded = () =>
    document.querySelector('h1') && !document.querySelector('[aria-busy=true], .bone') && performance.now()
  const shown = Number(await (await page.waitForFunction(isLoaded, null, { polling: 'raf' })).jsonValue())
  await page.waitForTimeout(500)
  const { seen, lastLongTaskMs, scripts } = await page.evaluate(() => ({
    seen: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    lastLongTaskMs: Number(Object(window).lastLongTaskMs ?? 0),
    scripts: performance.getEntriesByType('resource').filter(({ name: path }) => path.endsWith('.js')).length,
  }))
  return { seen, shown, interactive: Math.max(shown, lastLongTaskMs), scripts }
}

function report(path: string, found: Times[]): string {
  const of = (name: keyof Times) => {
    const sorted = found.map((times) => times[name]).sort((a, b) => a - b)
    return `${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} (${sorted.at(-1)!.toFixed(0)})`
  }
  return `  ${path.padEnd(22)} seen ${of('seen')}, with its data ${of('shown')}, interactive ${of('interactive')}; ${found[0]!.scripts} scripts`
}
