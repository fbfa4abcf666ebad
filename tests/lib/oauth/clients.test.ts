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
  ])('%s may not', (uri) => expect(redirectProblem(uri)).toEqual(expect.any(String)))
})

it('may have a scheme that the server lists besides', () => {
  expect(redirectProblem('myapp://callback', ['myapp'])).toBeUndefined()
  expect(redirectProblem('myapp://callback', ['other'])).toContain('myapp')
})

describe('a description', () => {
  it('of an app on the person’s own machine is that of a native one, unless it says otherwise', () => {
    const local = { redirect_uris: ['http://127.0.0.1:1/cb'] }
    expect(normalizeClient(local)).toEqual({ ...local, application_type: 'native' })
    expect(normalizeClient({ ...local, application_type: 'web' })).toEqual({
      ...local,
      application_type: 'web',
    })
    const web = { redirect_uris: ['https://client.example/cb'] }
    expect(normalizeClient(web)).toEqual(web)
  })

  it('loses members without a value, and of its grants those that this server does not have', () => {
    const asked = { client_uri: '', logo_uri: null, contacts: [], grant_types: ['refresh_token', 'password'] }
    expect(normalizeClient(asked)).toEqual({ grant_types: ['refresh_token'] })
    expect(normalizeClient({ grant_types: ['password'] })).toEqual({ grant_types: ['password'] })
  })

  it('loses its scopes, and may be broken otherwise: the provider says so', () => {
    expect(normalizeClient({ scope: 'chat', redirect_uris: 'x' })).toEqual({ redirect_uris: 'x' })
  })
})

describe('PKCE', () => {
  const gpt = [
    'https://chat.openai.com/aip/g-abc_1/oauth/callback',
    'https://chatgpt.com/aip/g-abc/oauth/callback',
  ]
  it('may be left out by a confidential client of ChatGPT’s actions', () => {
    expect(mayOmitPkce({ clientAuthMethod: 'client_secret_post', redirectUris: gpt })).toBe(true)
  })
  it.each([
    ['none', gpt],
    ['client_secret_post', []],
    ['client_secret_post', [...gpt, 'https://client.example/cb']],
    ['client_secret_post', ['https://chatgpt.com.evil.example/aip/g/oauth/callback']],
    ['client_secret_post', ['https://chatgpt.com/aip/g/oauth/callback/more']],
    ['client_secret_post', ['https://chatgpt.com/connector_platform_oauth_redirect']],
  ])('may not by a client with %s at %j', (clientAuthMethod, redirectUris) => {
    expect(mayOmitPkce({ clientAuthMethod, redirectUris })).toBe(false)
  })
})
