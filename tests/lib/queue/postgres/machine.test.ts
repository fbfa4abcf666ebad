import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { isGone, ownAddress } from '#lib/queue/postgres/machine'

const own = ownAddress()

it('a process counts as alive while its pid has the same start time', () => {
  expect(isGone(own)).toBe(false)
  expect(isGone({ pid: own.pid, pidStarted: '1' })).toBe(true)
})

it('a process that has ended counts as gone', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  await once(child, 'exit')
  expect(isGone({ pid: child.pid!, pidStarted: '1' })).toBe(true)
})

it('a process that /proc hides counts as alive', () => {
  const noSuchStat = { pid: 2 ** 22 + 1, pidStarted: '1' }
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
  })
  expect(isGone(noSuchStat)).toBe(false)
  kill.mockRestore()
  expect(isGone(noSuchStat)).toBe(true)
})
