'use client'

import { query } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { ErrorCodeLink } from '../../parts/error-code-link.tsx'
import { LoadProblem } from '../../parts/load-problem.tsx'
import { Time } from '../../parts/time.tsx'

/** The most attempts shown. A job that was retried often can have more than its attempt limit. */
const shownMax = 100

export function useAttempts(id: string) {
  const params = { path: { id }, query: { limit: shownMax } }
  return query.useQuery('get', '/api/jobs/{id}/attempts', { params })
}
type Found = ReturnType<typeof useAttempts>
export type Attempt = NonNullable<Found['data']>['data']['attempts'][number]

const tones = { completed: 'good', running: 'fair', failed: 'bad', lost: 'bad' } as Record<string, string>

/** The attempts of a job in order of time. */
export function Attempts({ attempts: found }: { attempts: Found }) {
  const { t } = useText()
  const { data, error } = found
  const attempts = data?.data.attempts ?? []
  return (
    <>
      <h2>{t('jobs.attempts')}</h2>
      <LoadProblem query={found} />
      {!error && attempts.length === 0 && (
        <p className="note">{t(data ? 'jobs.noAttempt' : 'list.loading')}</p>
      )}
      <ol className="timeline">
        {attempts.map((attempt) => (
          <li key={attempt.attempt} className={tones[attempt.outcome] ?? 'soft'}>
            <Entry attempt={attempt} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Entry({ attempt }: { attempt: Attempt }) {
  const { t, duration } = useText()
  const { outcome, startedAt, endedAt, model, provider, error, latencyMs } = attempt
  const tookMs = startedAt && endedAt && Date.parse(endedAt) - Date.parse(startedAt)
  return (
    <>
      <p>
        <b>{t('jobs.attempt', { attempt: attempt.attempt })}</b>{' '}
        <span className="state">{t(`outcome.${outcome}`)}</span>
      </p>
      {error && (
        <p>
          {error.message} <ErrorCodeLink code={error.code} />
        </p>
      )}
      <p className="note">
        {startedAt && <Time at={startedAt} />}
        {tookMs && <span>{duration(tookMs)}</span>}
        {model && (
          <span>
            <code>{model}</code> {provider && provider !== 'default' && `(${provider})`}
          </span>
        )}
        {latencyMs !== undefined && <span>{t('jobs.calledFor', { duration: duration(latencyMs) })}</span>}
        <Used usage={attempt.usage} />
      </p>
    </>
  )
}

function Used({ usage }: { usage: Attempt['usage'] }) {
  const { t, number, money } = useText()
  if (!usage) return null
  const { promptTokens, completionTokens, cost, estimated } = usage
  return (
    <>
      <span>
        {t('jobs.tokensOf', { prompt: number(promptTokens), completion: number(completionTokens) })}
        {estimated && ` (${t('jobs.estimated')})`}
      </span>
      {cost !== null && <span>{money(Number(cost))}</span>}
    </>
  )
}
