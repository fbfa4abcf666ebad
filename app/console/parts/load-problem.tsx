'use client'

import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'

type Props = { query: { error: unknown; refetch: () => unknown } }

/** The error of a query that failed to load or reload, or nothing. Earlier data stays visible. */
export function LoadProblem({ query: { error, refetch } }: Props) {
  const { t } = useText()
  if (!error) return null
  return <Problem error={error} title={t('error.title')} onRetry={() => refetch()} />
}
