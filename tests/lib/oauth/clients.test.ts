import { describe, expect, it } from 'vitest'
import { mayOmitPkce, normalizeClient, redirectProblem } from '#lib/oauth/clients'

describe('a redirect URI', () => {
  it.each([
    'https://client.example/callback',
    'http://127.0.0.1:3000/cb',
    'http://localhost/cb',
    'http://[::1]:1/cb',
    'cursor://anysphere/callback',
    'com.example.app:/callback',
  ])('%s may be registered', (uri) => expect(redirectProblem(uri)).toBeUndefined())

  it.each([
    'http://client.example/callback',
    'http://127.0.0.1.evil.example/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'anything://callback',
    'ms-settings:/callback',
    'com.:/callback',
    'intent://callback',
    '/callback',
  ])('%s may not be registered', (uri) => expect(redirectProblem(uri)).toEqual(expect.any(String)))
})

it('a redirect URI may have a scheme that the server lists', () => {
  expect(redirectProblem('myapp://callback', ['myapp'])).toBeUndefined()
  expect(redirectProblem('myapp://callback', ['other'])).toContain('myapp')
})

describe('the metadata of a client', () => {
  it('has the type native for loopback redirect URIs, unless it has a type', () => {
    const local = { redirect_uris: ['http://127.0.0.1:1/cb'] }
    expect(normalizeClient(local)).toEqual({ ...local, application_type: 'native' })
    expect(normalizeClient({ ...local, application_type: 'web' })).toEqual({
      ...local,
      application_type: 'web',
    })
    const web = { redirect_uris: ['https://client.example/cb'] }
    expect(normalizeClient(web)).toEqual(web)
  })

  it('is stored without empty members and unsupported grant types', () => {
    const asked = { client_uri: '', logo_uri: null, contacts: [], grant_types: ['refresh_token', 'password'] }
    expect(normalizeClient(asked)).toEqual({ grant_types: ['refresh_token'] })
    expect(normalizeClient({ grant_types: ['password'] })).toEqual({ grant_types: ['password'] })
  })

  it('is stored without scopes, and other faults are left to the provider', () => {
    expect(normalizeClient({ scope: 'chat', redirect_uris: 'x' })).toEqual({ redirect_uris: 'x' })
  })
})

describe('PKCE', () => {
  const gpt = [
    'https://chat.openai.com/aip/g-abc_1/oauth/callback',
    'https://chatgpt.com/aip/g-abc/oauth/callback',
  ]
  it('may be omitted by a confidential client of GPT Actions', () => {
    expect(mayOmitPkce({ clientAuthMethod: 'client_secret_post', redirectUris: gpt })).toBe(true)
  })
  it.each([
    ['none', gpt],
    ['client_secret_post', []],
    ['client_secret_post', [...gpt, 'https://client.example/cb']],
    ['client_secret_post', ['https://chatgpt.com.evil.example/aip/g/oauth/callback']],
    ['client_secret_post', ['https://chatgpt.com/aip/g/oauth/callback/more']],
    ['client_secret_post', ['https://chatgpt.com/connector_platform_oauth_redirect']],
  ])('may not be omitted by a client with %s at %j', (clientAuthMethod, redirectUris) => {
    expect(mayOmitPkce({ clientAuthMethod, redirectUris })).toBe(false)
  })
})
