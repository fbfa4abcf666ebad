import type { Client } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { operations } from '#lib/operations'
import { chat, cutStreams, jobEnd } from '#tests/support/api'
import { connect, eras, structured } from '#tests/support/mcp'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

/** Makes a call, and cancels it when progress reports that the message is stored. */
async function callAndCancel(client: Client, fields: Record<string, unknown>): Promise<string> {
  const abort = new AbortController()
  const options = { signal: abort.signal, onprogress: () => abort.abort('enough') }
  return client.callTool({ name: 'sendMessage', arguments: fields }, options).then(
    () => 'answered',
    () => 'cancelled',
  )
}

describe.each(eras)('a client of %s that waits', (_, era) => {
  it('gets increasing progress, from the moment when the message is stored', async () => {
    const userId = newUser()
    const updates: { progress: number; message?: string }[] = []
    const result = await (await connect(era)).callTool(
      {
        name: 'sendMessage',
        arguments: { userId, message: script(userId, { answer: 'late', delayMs: 8_000 }) },
      },
      { onprogress: (progress) => updates.push(progress) },
    )
    expect(structured(result).data.response).toBe('late')
    expect(updates.length).toBeGreaterThanOrEqual(2)
    expect(updates[0]!.message).toMatch(/stored/)
    const numbers = updates.map(({ progress }) => progress)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  })

  it('gets progress while it waits for a job, too', async () => {
    const userId = newUser()
    const message = script(userId, { answer: 'late', delayMs: 8_000 })
    const { jobId } = (await chat({ userId, message, wait: 0 })).body.data
    const updates: string[] = []
    const job = await (await connect(era)).callTool(
      { name: 'getJob', arguments: { id: jobId, wait: 20 } },
      { onprogress: ({ message }) => updates.push(message ?? '') },
    )
    expect(structured(job).data.response).toBe('late')
    expect(updates[0]).toMatch(/Waiting for the job/)
  })

  it('reads the answer while it is written, if it asks for the text', async () => {
    const userId = newUser()
    const steps = [
      { pieces: ['Once ', 'upon '], last: 'cut when told' as const },
      { pieces: ['Twice ', 'upon ', 'a time'] },
    ]
    const updates: { progress: number; message?: string }[] = []
    const result = await (await connect(era)).callTool(
      {
        name: 'sendMessage',
        arguments: { userId, message: script(userId, ...steps) },
        _meta: { 'gpts-api-server/text': true },
      },
      {
        onprogress: (progress) => {
          updates.push(progress)
          if (progress.message?.startsWith('Once')) void cutStreams(userId)
        },
      },
    )
    expect(structured(result).data).toMatchObject({ status: 'completed', response: 'Twice upon a time' })
    const numbers = updates.map(({ progress }) => progress)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    const sentences = /^The (message is stored|model is working)/
    const texts = updates.map(({ message = '' }) => message).filter((message) => !sentences.test(message))
    const begunAgain = texts.findIndex((message) => message.startsWith('The answer starts again'))
    expect(texts.slice(0, begunAgain).join('')).toMatch(/^Once /)
    expect(texts.slice(begunAgain + 1).join('')).toBe('Twice upon a time')
  })

  it('stops waiting when it cancels, and the job is cancelled if the API can cancel jobs', async () => {
    const userId = newUser()
    const message = script(userId, { broken: 'hang' }, { answer: 'again' })
    const fields = { userId, message, idempotencyKey: 'k' }
    expect(await callAndCancel(await connect(era), fields)).toBe('cancelled')
    const { body } = await chat({ ...fields, wait: 20 })
    const job = await jobEnd(body.jobId ?? body.data.jobId)
    const canCancel = operations.some(({ id }) => id === 'cancelJob')
    expect(job.body.data.status).toBe(canCancel ? 'cancelled' : 'completed')
  })
})
