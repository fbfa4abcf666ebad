import type { ReactNode } from 'react'
import { cachedHealth } from '#lib/health/cached'
import { type Health as HealthState, healthSentence } from '#lib/health/check'

type Checks = HealthState['checks']

const parts = { database: 'Database', kv: 'Key-value store', queue: 'Queue' } as const
const tones = { ok: 'good', unknown: 'fair', degraded: 'fair', down: 'bad' } as const

/** Checks every part now, and renders when the slowest check has ended or timed out. */
export async function Health() {
  const health = await cachedHealth()
  const { status, checks, model } = health
  const names = Object.keys(checks.model.providers ?? {})
  return (
    <Report
      tone={tones[status]}
      sentence={healthSentence(health)}
      checks={checks}
      model={model}
      providers={names}
    />
  )
}

/** A placeholder of the same shape as the report. */
export function HealthPending({ model, providers }: Pick<ReportProps, 'model' | 'providers'>) {
  return <Report tone="pending" sentence="Checking every part …" model={model} providers={providers} />
}

type ReportProps = {
  tone: 'good' | 'fair' | 'bad' | 'pending'
  sentence: string
  checks?: Checks
  model: string
  /** Empty with a single provider. */
  providers: string[]
}

function Report({ tone, sentence, checks, model, providers: names }: ReportProps) {
  return (
    <div className="health" data-state={tone} aria-busy={!checks}>
      <p className={`state ${tone}`}>{sentence}</p>
      <table>
        <thead className="unseen">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">State</th>
            <th scope="col">Latency</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(parts) as (keyof typeof parts)[]).map((part) => (
            <Row key={part} name={parts[part]} check={checks?.[part]} />
          ))}
          <Row
            name={
              <>
                Model <code>{model}</code>
              </>
            }
            check={checks?.model}
          />
          {names.map((name) => (
            <Row
              key={name}
              name={
                <>
                  Provider <code>{name}</code>
                </>
              }
              check={checks?.model.providers?.[name]}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ name, check }: { name: ReactNode; check?: Pick<Checks['model'], 'status' | 'latencyMs'> }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span className={`state ${check ? tones[check.status] : 'pending'}`}>{check?.status ?? '…'}</span>
      </td>
      <td className="latency">{check && `${check.latencyMs.toLocaleString('en')} ms`}</td>
    </tr>
  )
}
