import { expect, it } from 'vitest'
import { atEnd, endAll } from './ending.ts'

it('calls every end, the newest first, also if one fails', async () => {
  const called: string[] = []
  atEnd(() => called.push('first'))
  atEnd(async () => {
    called.push('second')
    throw new Error('The second failed.')
  })
  atEnd(() => called.push('third'))
  await expect(endAll()).rejects.toThrow('The second failed.')
  expect(called).toEqual(['third', 'second', 'first'])
})

it('calls each end once', async () => {
  let calls = 0
  atEnd(() => calls++)
  await endAll()
  await endAll()
  expect(calls).toBe(1)
})
