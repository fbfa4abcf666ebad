'use client'

import { useText } from '../frame/text.tsx'
import { Problem } from './problem.tsx'

type Props = { query: { error: unknown; refetch: () => unknown } }

/** Why something could not be read, or read again; nothing where it was. What was read before stays beside it. */
export function LoadProblem({ query: { error, refetch } }: Props) {
  const { t } = useText()
  if (!error) return null
  return <Problem error={error} title={t('error.title')} onRetry={() => refetch()} />
}
