import { expect, it } from 'vitest'
import { describeAdapters, describeAddresses, describeModels } from '#lib/adapters'
import { parseEnv } from '#lib/env'

const common = { API_SECRET_KEY: 'secret-key-0123456789', OPENAI_API_KEY: 'model-key' }

it('lists each adapter and its address on a line of its own, without secrets', () => {
  const selfHosted = parseEnv({
    ...common,
    DATABASE_URL: 'postgres://user:hunter2@db.example/main?sslmode=require',
    DATABASE_POOL_SIZE: '5',
    REDIS_URL: 'rediss://user:hunter2@redis.example/2',
  })
  expect(describeAdapters(selfHosted)).toEqual([
    'Database: PostgreSQL at db.example:5432, database main, up to 5 connections a process',
    'KV: Redis at redis.example:6379 with TLS, database 2',
    'Queue: PostgreSQL itself',
  ])
  const hosted = parseEnv({
    ...common,
    VERCEL: '1',
    DATABASE_URL: 'postgres://user:hunter2@ep-1.eu.aws.neon.tech/main',
    KV_REST_API_URL: 'https://kv.example',
    KV_REST_API_TOKEN: 'hunter2',
    PUBLIC_URL: 'https://api.example',
    QSTASH_TOKEN: 'hunter2',
    QSTASH_CURRENT_SIGNING_KEY: 'hunter2',
    QSTASH_NEXT_SIGNING_KEY: 'hunter2',
  })
  expect(describeAdapters(hosted)).toEqual([
    'Database: Neon over HTTP, at ep-1.eu.aws.neon.tech:5432',
    'KV: Upstash over HTTP, at kv.example',
    'Queue: QStash at qstash.upstash.io, which calls https://api.example',
  ])
})

it('lists the addresses of the server when it has several', () => {
  const own = { ...common, DATABASE_URL: 'postgres://db.example/main', REDIS_URL: 'redis://redis.example' }
  expect(describeAddresses(parseEnv({ ...own, PUBLIC_URL: 'https://a.example' }))).toEqual([])
  const several = { ...own, PUBLIC_URL: 'https://a.example', PUBLIC_URLS: 'https://b.example/' }
  expect(describeAddresses(parseEnv(several))).toEqual(['Addresses: https://a.example, https://b.example'])
})

it('lists each provider on a line of its own, without keys', () => {
  const own = { ...common, DATABASE_URL: 'postgres://db.example/main', REDIS_URL: 'redis://redis.example' }
  expect(describeModels(parseEnv(own))).toEqual(['Model: gpt-6-luna at api.openai.com'])
  const local = { baseUrl: 'http://127.0.0.1:11434/v1', apiKey: 'hunter2', models: ['a', 'b'] }
  const router = { baseUrl: 'https://router.example/v1?key=hunter2' }
  const several = { ...own, OPENAI_API_KEY: '', MODEL_PROVIDERS: JSON.stringify({ router, local }) }
  expect(describeModels(parseEnv(several))).toEqual([
    'Model: local/a at 127.0.0.1:11434',
    'Provider router: any model, at router.example',
    'Provider local: a, b, at 127.0.0.1:11434',
  ])
})
