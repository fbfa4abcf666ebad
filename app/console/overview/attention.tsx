'use client'

import type { ReactNode } from 'react'
import type { paths } from '../../../docs/examples/typescript/api.d.ts'
import { PageLink } from '../frame/page-link.tsx'
import { useText } from '../frame/text.tsx'

type Answer = paths['/api/overview']['get']['responses'][200]['content']['application/json']
type Overview = Answer['data']
type Trouble = { id: string; path: string; text: string; tone: 'bad' | 'fair'; more?: ReactNode }

const placeholders = 2

/** Problems that need attention, most serious first, each with a link to its list. */
export function Attention({ overview }: { overview: Overview | undefined }) {
  const { t } = useText()
  const troubles = useTroubles(overview)
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{t('overview.attention')}</h2>
      {!overview &&
        Array.from({ length: placeholders }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders without content
          <p key={i} className="state soft">
            <span className="bone" />
          </p>
        ))}
      {overview && troubles.length === 0 && <p className="state good">{t('overview.well')}</p>}
      <ul className="troubles">
        {troubles.map(({ id, path, text, tone, more }) => (
          <li key={id} className={`state ${tone}`}>
            <PageLink href={path}>{text}</PageLink>
            {more && <span className="note"> {more}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function useTroubles(overview: Overview | undefined): Trouble[] {
  const { t, ago } = useText()
  if (!overview) return []
  const { deadLetters, circuits, webhooks, budgets } = overview
  const codes = deadLetters.failures
    .map(({ code, count }) => t('overview.failure', { code, count }))
    .join(' · ')
  const troubles: (Trouble | false)[] = [
    deadLetters.count > 0 && {
      id: 'dead-letters',
      path: '/console/jobs?status=failed',
      text: t('overview.deadLetters', { count: deadLetters.count }),
      tone: 'bad',
      more: codes,
    },
    circuits === null && {
      id: 'circuits',
      path: '/console/health',
      text: t('overview.circuitsUnknown'),
      tone: 'fair',
    },
    circuits !== null &&
      circuits.open.length > 0 && {
        id: 'circuits',
        path: '/console/models',
        text: t('overview.circuits', { count: circuits.open.length }),
        tone: 'bad',
        more: circuits.open.map(({ model, code }) => [model, code].filter(Boolean).join(' ')).join(' · '),
      },
    budgets.over > 0 && {
      id: 'over',
      path: '/console/budgets?usedPercentMin=100',
      text: t('overview.budgetsOver', { count: budgets.over }),
      tone: 'bad',
    },
    budgets.near > 0 && {
      id: 'near',
      path: '/console/budgets?usedPercentMin=80',
      text: t('overview.budgetsNear', { count: budgets.near }),
      tone: 'fair',
    },
    webhooks.failedDeliveries > 0 && {
      id: 'deliveries',
      path: '/console/webhooks?status=failed',
      text: t('overview.deliveries', { count: webhooks.failedDeliveries }),
      tone: 'bad',
      ...(webhooks.newestFailedAt && {
        more: t('overview.newest', { time: ago(webhooks.newestFailedAt) }),
      }),
    },
    webhooks.disabledEndpoints > 0 && {
      id: 'disabled',
      path: '/console/webhooks',
      text: t('overview.endpointsDisabled', { count: webhooks.disabledEndpoints }),
      tone: 'bad',
    },
    webhooks.failingEndpoints > 0 && {
      id: 'failing',
      path: '/console/webhooks',
      text: t('overview.endpointsFailing', { count: webhooks.failingEndpoints }),
      tone: 'fair',
    },
  ]
  return troubles.filter((one) => one !== false)
}
