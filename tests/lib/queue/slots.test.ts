import { expect, it } from 'vitest'
import { createSlots, offerSlots, takeSlot } from '#lib/queue/slots'

const never = () => new Promise<never>(() => {})

it('each slot can be taken once, and again when its work has ended', async () => {
  const results: unknown[] = []
  const slots = createSlots(2, (result) => results.push(result))
  const { promise, resolve } = Promise.withResolvers<string>()
  slots.take()!.run(() => promise)
  slots.take()!.run(never)
  expect(slots.take()).toBeUndefined()
  resolve('done')
  await expect.poll(() => results).toEqual(['done'])
  expect(slots.free()).toBe(1)
})

it('a slot is free again when it is released or its work fails', async () => {
  let freed = 0
  const slots = createSlots(1, () => freed++)
  slots.take()!.release()
  slots.take()!.run(() => Promise.reject(new Error('It fails.')))
  await expect.poll(() => freed).toBe(2)
  expect(slots.free()).toBe(1)
})

it('a slot cannot be used twice', () => {
  const slot = createSlots(1, () => {}).take()!
  slot.release()
  expect(() => slot.release()).toThrow('used')
  expect(() => slot.run(never)).toThrow('used')
})

it('closed slots cannot be taken, and are idle when the last work has ended', async () => {
  const slots = createSlots(2, () => {})
  const { promise, resolve } = Promise.withResolvers<void>()
  slots.take()!.run(() => promise)
  slots.close()
  expect(slots.take()).toBeUndefined()
  let isIdle = false
  const idle = slots.idle().then(() => {
    isIdle = true
  })
  await Promise.resolve()
  expect(isIdle).toBe(false)
  resolve()
  await idle
})

it('slots are idle at once when nothing runs', async () => {
  await createSlots(1, () => {}).idle()
})

it('takeSlot takes slots only while a worker offers them', () => {
  expect(takeSlot()).toBeUndefined()
  const slots = createSlots(1, () => {})
  offerSlots(slots.take)
  expect(takeSlot()).toBeDefined()
  expect(takeSlot()).toBeUndefined()
  offerSlots()
  expect(takeSlot()).toBeUndefined()
})
