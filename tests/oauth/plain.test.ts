import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import {
  approve,
  at,
  authorizationRequest,
  type Callback,
  dance,
  exchange,
  insecure,
  personalKey,
  refresh,
  register,
  resource,
  startCallback,
} from '#tests/oauth/support'
import { withBrowser } from '#tests/pages/browser'
import { call, newUser } from '#tests/support/api'

const visit = withBrowser()
let callback: Callback
beforeAll(async () => {
  callback = await startCallback()
})

const as = (token: string) => ({ key: token })

describe('a public client', () => {
  it('acts for the person whose key it was allowed with, and for nobody else', async () => {
    const { key, userId } = await personalKey()
    const { tokens } = await dance(visit, callback, key)
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'chat read' })
    expect(tokens.id_token).toBeUndefined()

    const mine = await call('GET', '/api/users', as(tokens.access_token))
    expect([mine.status, mine.body.data.userId]).toEqual([200, userId])
    const other = newUser()
    await call('POST', '/api/users', { body: { userId: other } })
    const theirs = await call('GET', `/api/users?userId=${other}`, as(tokens.access_token))
    expect([theirs.status, theirs.body.code]).toEqual([404, 'not_found'])
  })
})
