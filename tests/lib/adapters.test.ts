import { expect, it } from 'vitest'
import { describeAdapters } from '#lib/adapters'
import { parseEnv } from '#lib/env'

const common = { API_SECRET_KEY: 'secret-key-0123456789', OPENAI_API_KEY: 'model-key' }

it('says in a line each which adapters run and where they lead, without secrets', () => {
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
