'use client'

import { PageLink } from '../frame/page-link.tsx'
import { useText } from '../frame/text.tsx'

type Props = { jobs: { running: number; queued: number; waitingForRetry: number } | undefined }

/** The number of open jobs, or a placeholder. */
export function OpenJobs({ jobs }: Props) {
  const { t, number } = useText()
  const tiles = [
    [t('overview.running'), '/console/jobs?status=running', jobs?.running],
    [t('overview.queued'), '/console/jobs?status=queued', jobs?.queued],
    [t('overview.retrying'), '/console/jobs?status=queued', jobs?.waitingForRetry],
  ] as const
  return (
    <section aria-labelledby="now">
      <h2 id="now">{t('overview.now')}</h2>
      <dl className="tiles">
        {tiles.map(([name, path, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {count === undefined ? (
                <span className="bone" />
              ) : (
                <PageLink href={path}>{number(count)}</PageLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
