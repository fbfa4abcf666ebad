import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { expect, it } from 'vitest'
import { spentOnFailure } from '#lib/jobs/attempt/spent'
import { failures, NoAnswer } from '#lib/models/errors'
import type { Spent } from '#lib/models/types'

const spent: Spent = {
  model: 'fake-model',
  promptTokens: 20,
  cachedTokens: 0,
  completionTokens: 5,
  reasoningTokens: 0,
  totalTokens: 25,
  latencyMs: 12,
}
const estimate = { ...spent, completionTokens: 0, totalTokens: 20, estimated: true }
const rejected = new APIError(400, {}, undefined, new Headers())

/** The error of JSON.parse for this text. */
function parseError(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

// It does not matter whether the job was cancelled meanwhile: only the model's reply decides.
it.each([
  ['an empty answer, the reported usage', new NoAnswer(failures.empty_answer, spent), spent],
  ['a rejection, nothing', rejected, undefined],
  ['a refused connection, nothing', new APIConnectionError({ message: 'refused' }), undefined],
  ['an HTML page instead of an answer, nothing', parseError('<html>'), undefined],
  ['a call that was cut off, an estimate', new APIUserAbortError(), estimate],
  ['a connection that broke during the answer, an estimate', new TypeError('terminated'), estimate],
  [
    'an answer whose JSON ends early, an estimate',
    parseError('{"choices":[{"message":{"content":"It'),
    estimate,
  ],
])('the cost of %s', (_, error, expected) => {
  const cost = spentOnFailure(error, () => estimate)
  if (expected) expect(cost).toMatchObject(expected)
  else expect(cost).toBeUndefined()
})
