import { chromium } from 'playwright-core'
import { localSecrets } from './secrets.ts'
import { root } from './server.ts'

/**
 * `npm run screenshot`: takes the screenshot of the console for the README. Adds demo data to the running server of
 * `npm run dev` first (at PORT, 3000). Needs Chromium.
 */
const url = `http://127.0.0.1:${process.env.PORT || 3000}`
const { apiKey } = await localSecrets(`${root}/.data/secrets.json`)

async function call(method: string, path: string, body: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  }
  return fetch(url + path, { method, headers, body: JSON.stringify(body) })
}

const questions = {
  ada: ['What is the highest mountain?', 'And the second highest?', 'Plan a trip to Seoul.'],
  grace: ['Explain a compiler to a child.', 'Fail.'],
  alan: ['Is every problem computable?', 'Give me a proof.', 'Fail.', 'Fail.'],
}

for (const userId of Object.keys(questions)) await call('POST', '/api/users', { userId })
await call('PUT', '/api/budgets', { userId: 'ada', period: 'day', unit: 'tokens', soft: '300' })
for (const [userId, messages] of Object.entries(questions))
  for (const message of messages) await call('POST', '/api/chat', { userId, message, sessionId: userId })
for (const seconds of [40, 50])
  await call('POST', '/api/chat', { userId: `user-${seconds}`, message: `Wait ${seconds} seconds.`, wait: 0 })

const session = await call('POST', '/console/session', { key: apiKey })
const [name = '', value = ''] = session.headers.get('set-cookie')!.split(';')[0]!.split(/=(.*)/)
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const viewport = { width: 1280, height: 800 }
  const context = await browser.newContext({ viewport, colorScheme: 'light', locale: 'en' })
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  await page.goto(`${url}/console`)
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('[aria-busy=true], .bone'),
  )
  await page.screenshot({ path: `${root}/docs/console.png` })
} finally {
  await browser.close()
}
