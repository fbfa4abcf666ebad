import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { callbackUrl } from '#lib/webhooks/schema'
import { secrets } from '#tests/support/secrets'

afterEach(() => vi.unstubAllEnvs())

/** The result of the check with this configuration: nothing, or the error that it throws. */
async function check(url: string, vars: Record<string, string>): Promise<unknown> {
  for (const [name, value] of Object.entries({ ...inject('appVars'), ...vars })) vi.stubEnv(name, value)
  vi.resetModules()
  const { checkCallbackUrl } = await import('#lib/webhooks/callback')
  try {
    return checkCallbackUrl(url)
  } catch (error) {
    return error
  }
}

const strict = { WEBHOOK_SECRET: secrets.webhookSecret, WEBHOOK_ALLOW_PRIVATE: '' }
const problemWith = (message: string) => ({
  code: 'invalid_input',
  message: `callbackUrl: ${message}`,
  extras: { errors: [{ path: 'callbackUrl', message }] },
})

describe('checkCallbackUrl', () => {
  it('accepts a public https URL', async () => {
    expect(await check('https://receiver.example/hook', strict)).toBeUndefined()
  })

  it('rejects every URL while there is no secret to sign with', async () => {
    expect(await check('https://receiver.example/', { ...strict, WEBHOOK_SECRET: '' })).toMatchObject(
      problemWith('This server has no WEBHOOK_SECRET, so it sends no webhooks to callback URLs'),
    )
  })

  it('rejects plain http and local addresses, unless they are allowed', async () => {
    expect(await check('http://receiver.example/', strict)).toMatchObject(problemWith('Must be an https URL'))
    expect(await check('https://127.1/', strict)).toMatchObject(
      problemWith('Must not lead to a private, loopback or link-local address'),
    )
    expect(
      await check('http://127.0.0.1:8080/', { ...strict, WEBHOOK_ALLOW_PRIVATE: 'true' }),
    ).toBeUndefined()
  })
})

describe('callbackUrl', () => {
  it.each([
    'https://receiver.example',
    'http://127.0.0.1:8080/hook?x=1',
    `https://a.example/${'x'.repeat(2030)}`,
  ])('accepts %s', (url) => {
    expect(callbackUrl.parse(url)).toBe(url)
  })

  it.each([
    ['receiver.example', 'Must be an http(s) URL'],
    ['ftp://receiver.example/', 'Must be an http(s) URL'],
    ['javascript:alert(1)', 'Must be an http(s) URL'],
    ['https:receiver.example', 'Must be an http(s) URL'],
    ['https://', 'Must be an http(s) URL'],
    ['https://user:word@receiver.example/', 'Must not contain a user name or a password'],
    ['https://user@receiver.example/', 'Must not contain a user name or a password'],
    ['https:////:word@receiver.example/', 'Must not contain a user name or a password'],
    [`https://receiver.example/${'x'.repeat(2048)}`, 'At most 2048 characters'],
  ])('rejects %s', (url, message) => {
    expect(callbackUrl.safeParse(url).error?.issues).toEqual([expect.objectContaining({ message })])
  })
})
