import { beforeAll, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { findMessages } from '#lib/conversations/store'
import { newId } from '#lib/ids'
import { listenForEnd } from '#lib/jobs/events'
import { flushRequests } from '#lib/metering/requests'
import { readDeletion, sweepDeletions } from '#lib/users/deletion'
import { beginDeletion } from '#lib/users/deletion-store'
import { deleteUser, getDeletion } from '#lib/users/operations'
import { findUser } from '#lib/users/store'
import { accept, answerJob, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { page } from '#tests/support/paging'
import { keysWith, person, tablesWith } from './support.ts'

// Every user is large, a batch is small, and no batch is done before the answer.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  const small = { deletionRowsMax: 1 as 2_000, deletionBatch: 2 as 100, deletionMessages: 4 as 1_000 }
  return { tunables: { ...tunables, ...small, deletionRequestMs: 0 as 2_000, kvSettleMs: 100 as 1_500 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})

const sums = async () =>
  (
    await services.database.query(
      `select (select sum(total_tokens) from usage_ledger) as ledger, (select count(*) from usage_ledger) as rows,
              (select sum(total_tokens) from usage_rollups) as rollups`,
    )
  ).rows

/** A person with a conversation that is too long for one batch, and four others. */
async function largePerson(marker: string) {
  const { userId } = await person(services.database, marker)
  const first = await accept({ userId, message: marker })
  await answerJob(first.job_id)
  for (let turn = 0; turn < 5; turn++)
    await answerJob((await accept({ userId, conversationId: first.conversation_id })).job_id)
  for (let i = 0; i < 2; i++) await answerJob((await accept({ userId })).job_id)
  return userId
}

it('a large user disappears at once, and is deleted in batches whose progress can be read', async () => {
  const marker = crypto.randomUUID()
  const userId = await largePerson(marker)
  const bystander = await person(services.database, crypto.randomUUID())
  const kept = await accept({ userId: bystander.userId })
  await answerJob(kept.job_id)
  const before = await sums()

  const reply = await deleteUser.run({ id: userId }, owner)
  const { deletionId } = reply.data as { deletionId: string }
  expect(reply).toMatchObject({
    status: 202,
    headers: { location: `/api/deletions/${deletionId}` },
    data: { conversationsTotal: 5 },
  })
  expect(await findUser(userId)).toBeUndefined()
  await expect(deleteUser.run({ id: userId }, owner)).rejects.toMatchObject({ code: 'not_found' })

  await vi.waitFor(
    async () => {
      // If no process continues by itself, the sweep does.
      await sweepDeletions()
      expect(await readDeletion(deletionId)).toMatchObject({ status: 'completed' })
    },
    { timeout: 60_000 },
  )
  expect(await getDeletion.run({ id: deletionId }, owner)).toMatchObject({
    status: 200,
    data: {
      status: 'completed',
      deleted: { conversations: 5, messages: 20, jobs: 10 },
      finishedAt: expect.any(String),
    },
  })
  await flushRequests()
  expect(await tablesWith(services.database, marker)).toEqual([])
  expect(await keysWith(marker)).toEqual([])
  expect(await sums()).toEqual(before)
  expect((await findMessages(kept.conversation_id, bystander.userId, page(10)))?.total).toBe(2)
})

it('open jobs of a large user are cancelled and announced', async () => {
  const userId = await largePerson(crypto.randomUUID())
  const { job_id: jobId } = await accept({ userId })
  await claim(jobId)
  const waiting = listenForEnd(jobId)
  await waiting.ready
  await deleteUser.run({ id: userId }, owner)
  expect(await waiting.ended).toMatchObject({ jobId, status: 'cancelled' })
  waiting.close()
})

it('a deletion whose process died is finished by the sweep, also with two sweeps at once', async () => {
  const userId = await largePerson(crypto.randomUUID())
  const id = newId('del')
  expect(await beginDeletion(userId, id)).toMatchObject({ isSmall: false })
  await Promise.all([sweepDeletions(), sweepDeletions()])
  await vi.waitFor(async () => {
    await sweepDeletions()
    expect(await readDeletion(id)).toMatchObject({ status: 'completed' })
  }, 60_000)
})
