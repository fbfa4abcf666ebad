import { expect, it } from 'vitest'
import { toErrorEvent } from '#lib/openai-api/responses/error-event'
import { judgeOpenai } from './judge.ts'

const wire = { method: 'GET', target: '/v1/responses/resp_1?stream=true&starting_after=5', headers: {} }
const headers = new Headers({ 'content-type': 'text/event-stream', 'x-request-id': 'req_1' })
const faultsOf = (body: string) =>
  judgeOpenai(wire, { refused: false }, { status: 200, headers, body }, false)
const errorOf = (code: string) => {
  const event = toErrorEvent({ type: 'server_error', code, message: 'Come again.' }, 7)
  return `event: error\ndata: ${JSON.stringify(event)}\n\n`
}

it.each(['answer_restarted', 'response_in_progress'])(
  'the events of a response may end with the error %s',
  (code) => {
    expect(faultsOf(errorOf(code))).toEqual([])
  },
)

it.each([
  ['another error', errorOf('server_error')],
  ['nothing', ''],
])('the events of a response are incomplete when they end with %s', (_, body) => {
  expect(faultsOf(body)).toEqual(['The stream has no end.'])
})

it('an error may come before the end', () => {
  expect(faultsOf(`${errorOf('server_error')}data: [DONE]\n\n`)).toEqual([])
})
