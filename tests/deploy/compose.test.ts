import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { variableGroups } from '#lib/env/variables'
import { parseDockerfile } from '#tests/deploy/dockerfile'
import { durationSeconds, graceSeconds } from '#tests/support/durations'

type Service = {
  image?: string
  ports?: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: unknown
  restart?: string
  stop_grace_period?: string
}
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

const compose = parse(await readFile('compose.yaml', 'utf8')) as Compose
const { server } = compose.services
const stages = parseDockerfile(await readFile('Dockerfile', 'utf8'))
const runtime = stages.at(-1)!.steps

test('compose.yaml matches the schema of the Compose specification', async () => {
  // dclint has the schema of https://github.com/compose-spec/compose-spec but does not export it.
  const dclint = dirname(createRequire(import.meta.url).resolve('dclint/package.json'))
  const schema = JSON.parse(await readFile(join(dclint, 'schemas/compose.schema.json'), 'utf8'))
  const { $schema: _, ...draft07 } = schema
  const ajv = new Ajv({ strict: false, validateFormats: false })
  expect(ajv.validate(draft07, compose) || ajv.errors).toBe(true)
  expect(ajv.validate(draft07, { services: { server: { restarts: 'always' } } })).toBe(false)
})

test('every variable that compose.yaml sets for the server exists in its configuration', () => {
  const known = variableGroups.flatMap(({ variables }) => variables.map(({ name }) => name))
  expect(known).toEqual(expect.arrayContaining(Object.keys(server!.environment!)))
})

test('the server waits until its services are healthy, and all services restart', () => {
  for (const [name, { condition }] of Object.entries(server!.depends_on!)) {
    expect(condition).toBe('service_healthy')
    expect(compose.services[name]!.healthcheck).toBeDefined()
  }
  expect(runtime.some(({ keyword }) => keyword === 'HEALTHCHECK')).toBe(true)
  for (const { restart } of Object.values(compose.services)) expect(restart).toBe('unless-stopped')
})

test('only the server has a port, and only on 127.0.0.1', () => {
  const { server: own, ...others } = compose.services
  expect(own!.ports!.every((port) => port.startsWith('127.0.0.1:'))).toBe(true)
  expect(Object.values(others).flatMap(({ ports = [] }) => ports)).toEqual([])
})

test('the server has more time to stop than its own grace time', () => {
  expect(durationSeconds(server!.stop_grace_period!)).toBeGreaterThan(graceSeconds)
})

test('the image starts what `npm start` starts, as an ordinary user', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  const command = runtime.find(({ keyword }) => keyword === 'CMD')!.args
  expect(command.join(' ')).toBe(scripts.start)
  expect(runtime.find(({ keyword }) => keyword === 'USER')!.args).toEqual(['node'])
})
