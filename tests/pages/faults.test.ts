import { createServer } from 'node:http'
import { describe, expect, inject, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { startServer } from '#local/server'
import { healthCells, lowContrasts, untilHealthy, withBrowser } from '#tests/support/browser'
import { atEnd } from '#tests/support/ending'
import { listenLocally } from '#tests/support/listen'
import { sitePaths } from '#tests/support/page-paths'

const visit = withBrowser()

/** Next's production build, as on Vercel, with the given configuration. */
async function serverWith(vars: Record<string, string>): Promise<string> {
  const server = await startServer({ mode: 'next', port: await freePort(randomPortBase()), vars })
  atEnd(() => server.close())
  return server.url
}

/** A service that accepts requests and never responds. */
async function silentService(): Promise<string> {
  const server = createServer(() => {})
  const port = await listenLocally(server)
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

const secretNames = /KEY|TOKEN|DATABASE_URL/

describe('the home page when services are unreachable', () => {
  it('is sent before a silent service answers, and then names the services that are down', async () => {
    const silent = await silentService()
    const closed = 'http://127.0.0.1:9'
    const vars = { ...inject('appVars'), NEON_PROXY_URL: silent, KV_REST_API_URL: silent, QSTASH_URL: closed }
    const url = await serverWith(vars)

    const chunks = (await fetch(url)).body!.pipeThrough(new TextDecoderStream())
    let html = ''
    for await (const chunk of chunks) html += chunk
    // The later parts follow the page, in whatever chunks they are read.
    const shell = html.slice(0, html.indexOf('</main>'))
    expect(shell).toContain('aria-busy="true"')
    expect(shell).not.toContain('aria-busy="false"')
    expect(html).toContain('aria-busy="false"')

    await visit(
      url,
      async (page) => {
        await untilHealthy(page)
        expect(await page.locator('.health > p').textContent()).toMatch(/database cannot be reached/)
        for (const part of ['Database', 'Key-value store', 'Queue'])
          expect(await healthCells(page, part)).toEqual(['down', expect.stringMatching(/^[\d,]+ ms$/)])
        expect(await lowContrasts(page)).toEqual([])
      },
      { colorScheme: 'dark' },
    )
  })
})

describe('the home page of a server that is not configured', () => {
  it('names the missing or invalid variables, shows no values, and still lists the operations', async () => {
    const blank = Object.fromEntries(Object.keys(inject('appVars')).map((name) => [name, '']))
    const given = {
      API_SECRET_KEY: 'too-short',
      KV_REST_API_URL: 'value-of-kv-url',
      QSTASH_TOKEN: 'value-of-token',
    }
    const url = await serverWith({ ...blank, ...given })
    await visit(
      url,
      async (page) => {
        await page.getByRole('heading', { name: 'This server is not configured' }).waitFor()
        const problems = await page.locator('.problems li').allTextContents()
        expect(problems).toContain('DATABASE_URL is missing')
        expect(problems).toContain('API_SECRET_KEY must have at least 16 characters')
        expect(problems.join()).not.toContain('QSTASH_TOKEN')
        expect(await page.locator('table.operations').isVisible()).toBe(true)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
        const html = await page.content()
        for (const value of Object.values(given)) expect(html).not.toContain(value)
      },
      { viewport: { width: 360, height: 740 } },
    )
  })
})

describe('every public page', () => {
  it("contains none of the server's secrets", async () => {
    const secrets = Object.entries(inject('appVars')).filter(([name]) => secretNames.test(name))
    expect(secrets.length).toBeGreaterThan(6)
    for (const path of [...sitePaths, '/openapi.json', '/no-such-page']) {
      const html = await (await fetch(inject('appUrl') + path)).text()
      for (const [name, value] of secrets) expect(html.includes(value), `${name} on ${path}`).toBe(false)
    }
  })
})
