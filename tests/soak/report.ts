import type { Asked } from './openai/asked.ts'
import type { SoakResult } from './run.ts'
import { checkUsage } from './usage.ts'

/** The result as a table for a terminal, with all violations. */
export function render(result: SoakResult): string {
  const { options, evidence, profile, violations, seconds } = result
  const { jobs, calls, kills, ledger, clients, openai } = evidence
  const { estimated } = checkUsage(evidence)
  const readers = clients.sent.flatMap((sent) => sent.readers)
  const unused = profile.steps.filter((step) => !kills.some((kill) => kill.step === step))
  const rows: [string, number | string][] = [
    ['Profile', options.profile],
    ['Seed', options.seed],
    ['Seconds', Math.round(seconds)],
    ...section('Jobs', jobs.length, tally(jobs.map(({ status }) => status))),
    ['  redriven from the dead letters', clients.revived.length],
    [
      'Messages rejected because the conversation was busy',
      clients.sent.filter(({ state }) => state === 'refused').length,
    ],
    ['Readers of streams', readers.length],
    ['  resumed connections', readers.reduce((sum, { resumed }) => sum + resumed, 0)],
    ['  restarts', readers.reduce((sum, { restarts }) => sum + restarts, 0)],
    ...openaiRows(openai.asked),
    ['Attempts', jobs.reduce((sum, { attempt }) => sum + attempt, 0)],
    ...section('Kills (SIGKILL)', kills.length, tally(kills.map(({ step }) => step))),
    ['PostgreSQL crashes', result.databaseCrashes],
    ['KV outages', result.kvOutages],
    ['Leases taken from running workers', result.stolenLeases],
    ...section('Deliveries', sumOf(profile.deliveries), profile.deliveries),
    ...section('Model calls', calls.length, tally(calls.map(({ behaviour }) => behaviour))),
    ['Ledger rows', ledger.length],
    ['  estimated', ledger.filter(({ estimated }) => estimated).length],
    ['Answers lost with their worker, recorded as estimates', estimated.length],
    ...kills.flatMap(({ life, step }): [string, string][] => {
      const ids = estimated.filter((call) => call.life === life).map(({ id }) => id)
      return ids.length > 0 ? [[`  server ${life}, killed: ${step}`, `call ${ids.join(', ')}`]] : []
    }),
    ['Violations', violations.length],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  const notReached = unused.length > 0 ? [`No server was killed at these steps: ${unused.join('; ')}.`] : []
  const notPassed =
    result.notPassed.length > 0 ? [`No server passed these steps: ${result.notPassed.join('; ')}.`] : []
  return [...table, '', ...notReached, ...notPassed, ...violations].join('\n')
}

function openaiRows(asked: Asked[]): [string, number | string][] {
  const sumBy = (count: (one: Asked) => number) => asked.reduce((sum, one) => sum + count(one), 0)
  return [
    ...section(
      'Requests of /v1',
      asked.length,
      tally(asked.map(({ path, history }) => `${path}, ${history.kind}`)),
    ),
    ['  tries that were cut', sumBy(({ cuts }) => cuts)],
    ['  retries', sumBy(({ tries }) => Math.max(0, tries.length - 1))],
    ['  streams', sumBy(({ streams }) => streams)],
    ['  streams that asked for a retry', sumBy(({ restarts }) => restarts)],
    ['  answers with a tool call', asked.filter(({ told }) => told.some(({ call }) => call)).length],
  ]
}

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

const section = (name: string, total: number, parts: Record<string, number>): [string, number][] => [
  [name, total],
  ...Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .map(([part, count]): [string, number] => [`  ${part}`, count]),
]
