import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { hasExited, ownProcess } from '#lib/queue/postgres/machine'

const own = ownProcess()

it('a process counts as alive while its pid has the same start time', () => {
  expect(hasExited(own)).toBe(false)
  expect(hasExited({ pid: own.pid, pidStarted: '1' })).toBe(true)
})

it('a process that has ended counts as gone', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  await once(child, 'exit')
  expect(hasExited({ pid: child.pid!, pidStarted: '1' })).toBe(true)
})

it('a process that /proc hides counts as alive', () => {
  const noSuchStat = { pid: 2 ** 22 + 1, pidStarted: '1' }
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
  })
  expect(hasExited(noSuchStat)).toBe(false)
  kill.mockRestore()
  expect(hasExited(noSuchStat)).toBe(true)
})
