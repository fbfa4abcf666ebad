'use client'

import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { LoadProblem } from '../parts/load-problem.tsx'
import { Title } from '../parts/title.tsx'
import { Attention } from './attention.tsx'
import { OpenJobs } from './open-jobs.tsx'
import { Periods } from './periods.tsx'

const refreshMs = 10_000

/** Running jobs, problems and usage, each with a link to its list. */
export function Overview() {
  const { t } = useText()
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const found = query.useQuery(
    'get',
    '/api/overview',
    { params: { query: { timezone } } },
    { refetchInterval: refreshMs },
  )
  const data = found.data?.data
  return (
    <>
      <Title>{t('overview.title')}</Title>
      <LoadProblem query={found} />
      {(data || !found.error) && (
        <div aria-busy={!data}>
          <OpenJobs jobs={data?.jobs} />
          <Attention overview={data} />
          <Periods usage={data?.usage} />
        </div>
      )}
    </>
  )
}
