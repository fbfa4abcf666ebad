import { beforeAll, describe, expect, it, vi } from 'vitest'
import { accept, answerJob } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const refused: Step = { status: 400, error: { message: 'prompt is too long: 9000 tokens > 4000 maximum' } }

/** Answered turns, each shorter than the last, and one more turn, for which the model takes these steps. */
async function conversation(turns: number, steps: Step[]) {
  const userId = newUser()
  let conversationId: number | undefined
  for (let turn = 1; turn <= turns; turn++) {
    const words = 'word '.repeat(100 - 10 * turn)
    const said = await accept({ userId, conversationId, message: unique(`turn ${turn} ${words}`) })
    conversationId = said.conversation_id
    await answerJob(said.job_id, words)
  }
  const message = script(unique('at last'), ...steps)
  const job = await accept({ userId, conversationId, message, model: unique('model') })
  return { job, calls: () => services.model.calls(message) }
}

describe('a model that accepts only a shorter prompt', () => {
  it('gets fewer turns in the same attempt, and the answer has a warning', async () => {
    const { job, calls } = await conversation(4, [refused, refused, { answer: 'It fits.' }])
    expect(await run(job)).toEqual({ kind: 'done' })
    expect(calls().map(({ messages }) => messages.length)).toEqual([9, 5, 3])
    expect(calls().at(-1)!.messages[0]!.content).toMatch(/^turn 4/)
    const { response, warnings, attempts } = await view(job.job_id)
    expect({ response, attempts }).toEqual({ response: 'It fits.', attempts: 1 })
    expect(warnings).toEqual([
      expect.stringMatching(/too long for model .*: its 6 oldest messages were left out\.$/),
    ])
    expect(await ledger(services.database, job.job_id)).toHaveLength(1)
  })

  it('gets only the message if it accepts no turn, and then the job fails', async () => {
    const { job, calls } = await conversation(1, [refused])
    expect(await run(job)).toEqual({ kind: 'dead', code: 'context_length_exceeded' })
    expect(calls().map(({ messages }) => messages.length)).toEqual([3, 1])
    expect(await ledger(services.database, job.job_id)).toEqual([])
  })
})
