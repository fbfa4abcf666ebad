import { beforeAll, describe, expect, it, vi } from 'vitest'
import { listenForEnd } from '#lib/jobs/events'
import { kv } from '#lib/kv/index'
import { circuitsKey } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

/** Accepts a message that makes the model take these steps. Each uses its own model, with its own circuit. */
const scripted = (name: string, steps: Step[], input = {}) =>
  accept({ message: script(unique(name), ...steps), model: unique('model'), ...input })

describe('a failed attempt', () => {
  it('is repeated after its wait, and then gets an answer', async () => {
    const accepted = await scripted('busy', [
      { status: 503, headers: { 'retry-after': '20' } },
      { answer: 'at last' },
    ])
    expect(await run(accepted)).toEqual({ kind: 'retry', delaySeconds: 20 })
    expect(await view(accepted.job_id)).toMatchObject({
      status: 'queued',
      attempts: 1,
      lastError: { code: 'model_failed' },
      nextAttemptAt: expect.any(String),
    })
    const early = await run(accepted)
    expect(early).toMatchObject({ kind: 'retry' })
    expect((early as { delaySeconds: number }).delaySeconds).toBeLessThanOrEqual(20)
    await age(services.database, accepted.job_id, 20)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(await view(accepted.job_id)).toMatchObject({
      status: 'completed',
      response: 'at last',
      attempts: 2,
    })
  })

  it.each<[string, Step, string, object[]?]>([
    ['is cut', { broken: 'cut' }, 'model_broken_answer', [{ attempt: 1, estimated: true }]],
    ['is not JSON', { broken: 'not json' }, 'model_broken_answer'],
    ['is a rate limit', { status: 429 }, 'model_rate_limited'],
    ['is a server error', { status: 500 }, 'model_failed'],
  ])('is repeated with backoff when the answer %s', async (name, step, code, spent = []) => {
    const accepted = await scripted(name, [step])
    const outcome = await run(accepted)
    expect(outcome).toMatchObject({ kind: 'retry' })
    const { delaySeconds } = outcome as { delaySeconds: number }
    expect(delaySeconds).toBeGreaterThanOrEqual(0.5)
    expect(delaySeconds).toBeLessThanOrEqual(1)
    expect(await view(accepted.job_id)).toMatchObject({ status: 'queued', lastError: { code } })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject(spent)
  })

  it('that used tokens has a ledger row', async () => {
    const accepted = await scripted('empty', [{ answer: '' }, { answer: 'full' }])
    expect(await run(accepted)).toMatchObject({ kind: 'retry' })
    await age(services.database, accepted.job_id, 10)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      { attempt: 1, total_tokens: 15 },
      { attempt: 2, total_tokens: 15 },
    ])
  })

  it.each(['', ' '])(
    'that does not report its usage has an estimate of its prompt in the ledger (%j)',
    async (answer) => {
      const accepted = await scripted('free', [{ answer, unmetered: true }, { answer: 'full' }])
      expect(await run(accepted)).toMatchObject({ kind: 'retry' })
      const estimate = { attempt: 1, estimated: true, completion_tokens: 0 }
      expect(await ledger(services.database, accepted.job_id)).toMatchObject([estimate])
      await age(services.database, accepted.job_id, 10)
      expect(await run(accepted)).toEqual({ kind: 'done' })
      expect(await ledger(services.database, accepted.job_id)).toMatchObject([
        estimate,
        { attempt: 2, estimated: false },
      ])
    },
  )

  it.each<[string, Step, string]>([
    ['wrong key', { status: 401 }, 'model_unauthorized'],
    ['no such model', { status: 404 }, 'model_not_found'],
    ['quota', { status: 429, error: { code: 'insufficient_quota' } }, 'model_quota_exhausted'],
    ['content policy', { answer: '', finishReason: 'content_filter' }, 'content_policy'],
    ['token limit', { answer: '', finishReason: 'length' }, 'tokens_exhausted'],
  ])(
    'that a retry cannot fix fails the job, notifies waiting callers and sends the next: %s',
    async (name, step, code) => {
      const userId = newUser()
      const accepted = await scripted(name, [step], { userId })
      const next = await accept({ userId, conversationId: accepted.conversation_id })
      const subscription = listenForEnd(accepted.job_id)
      await subscription.ready
      expect(await run(accepted)).toEqual({ kind: 'dead', code })
      const job = await view(accepted.job_id)
      expect(job).toMatchObject({ status: 'failed', error: { code }, attempts: 1 })
      expect(await subscription.ended).toEqual(job)
      subscription.close()
      expect(services.sentJobs()).toContain(next.job_id)
      expect(await run(next)).toEqual({ kind: 'done' })
    },
  )

  it('fails the job if it was the last one', async () => {
    const accepted = await scripted('down', [{ status: 500 }])
    for (let attempt = 1; attempt < tunables.attemptsMax; attempt++) {
      expect(await run(accepted)).toMatchObject({ kind: 'retry' })
      await kv().del(circuitsKey)
      await services.database.query('update jobs set next_attempt_at = now() where id = $1', [
        accepted.job_id,
      ])
    }
    expect(await run(accepted)).toEqual({ kind: 'dead', code: 'model_failed' })
    expect(await view(accepted.job_id)).toMatchObject({ status: 'failed', attempts: tunables.attemptsMax })
    expect(await run(accepted)).toEqual({ kind: 'duplicate' })
  })

  it('fails the job if the next one would be after the deadline', async () => {
    const accepted = await scripted('late', [{ status: 429, headers: { 'retry-after': '60' } }])
    await services.database.query(
      `update jobs set deadline_at = now() + interval '50 seconds' where id = $1`,
      [accepted.job_id],
    )
    expect(await run(accepted)).toEqual({ kind: 'dead', code: 'model_rate_limited' })
  })
})

describe('the warnings of an answer', () => {
  it('are stored with the message', async () => {
    const accepted = await scripted(
      'refused',
      [
        { status: 400, error: { code: 'unsupported_value', param: 'temperature' } },
        { answer: 'cold', finishReason: 'length' },
      ],
      { temperature: 1, model: 'm' },
    )
    await run(accepted)
    expect((await view(accepted.job_id)).warnings).toEqual([
      'm does not accept the parameter temperature, so it was left out.',
      'The answer was cut at the token limit.',
    ])
  })
})
