import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { durationSeconds, graceSeconds } from '#tests/support/durations'

const unit = await readFile('deploy/gpts-api-server@.service', 'utf8')
const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]

test('the unit starts what `npm start` starts', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  expect(setting('ExecStart')).toBe(`/usr/bin/env PORT=%i node_modules/.bin/${scripts.start}`)
})

test('the unit allows more time to stop than the grace time, and signals only the main process', () => {
  expect(durationSeconds(`${setting('TimeoutStopSec')}s`)).toBeGreaterThan(graceSeconds)
  expect(setting('KillMode')).toBe('mixed')
})

test('the unit restarts without limit, as an ordinary user, with a read-only file system', () => {
  expect(setting('Restart')).toBe('always')
  expect(setting('StartLimitIntervalSec')).toBe('0')
  expect(setting('User')).toBe('gpts')
  expect(setting('ProtectSystem')).toBe('strict')
  expect(setting('NoNewPrivileges')).toBe('yes')
})
