'use client'

import type { paths } from '../../../docs/examples/typescript/api.d.ts'
import { query } from '../data/api.ts'
import { pagedByOffset } from '../data/paged.ts'
import { useText } from '../frame/text.tsx'
import { FilterBar, FilterText, useFilters } from '../parts/filters.tsx'
import { type Column, List } from '../parts/list.tsx'
import { Title } from '../parts/title.tsx'
import { Providers } from './providers.tsx'

type Answer = paths['/api/models']['get']['responses'][200]['content']['application/json']
type Model = Answer['data']['models'][number]

const names = ['query', 'provider'] as const
const tones = { closed: 'good', open: 'bad', 'half-open': 'fair', unknown: 'soft' } as const

/** The allowed models with prices, limits and state. The owner also sees the providers. */
export function Models() {
  const { t } = useText()
  const { values, set, clear } = useFilters(names)
  const columns = useColumns()
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const list = query.useInfiniteQuery(
    'get',
    '/api/models',
    { params: { query: { ...given, limit: 50 } } },
    pagedByOffset,
  )
  const providers = list.data?.pages[0]?.data.providers
  return (
    <>
      <Title>{t('models.title')}</Title>
      <FilterBar
        onApply={(form) => set(Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')])))}
        onClear={values.query || values.provider ? clear : undefined}
      >
        <FilterText name="query" type="search" label={t('models.search')} value={values.query} />
        <FilterText name="provider" label={t('models.provider')} value={values.provider} />
      </FilterBar>
      <List
        label={t('models.title')}
        query={list}
        rowsOf={({ data }) => data.models}
        keyOf={({ model }) => model}
        columns={columns}
        empty={<p>{t('models.empty')}</p>}
      />
      {providers && <Providers providers={providers} />}
    </>
  )
}

function useColumns(): Column<Model>[] {
  const { t, compact, money, ago, duration } = useText()
  return [
    {
      id: 'model',
      title: t('models.model'),
      cell: ({ model, isDefault, fallbackOrder }) => (
        <>
          <code>{model}</code>
          {isDefault && <span className="tag">{t('models.default')}</span>}
          {fallbackOrder !== null && (
            <span className="tag">{t('models.fallback', { order: fallbackOrder })}</span>
          )}
        </>
      ),
    },
    { id: 'provider', title: t('models.provider'), cell: ({ provider }) => provider },
    {
      id: 'state',
      title: t('models.state'),
      cell: ({ circuit: { state, lastError } }) => (
        <>
          <span className={`state ${tones[state]}`}>{t(`models.circuit.${state}`)}</span>
          {lastError && (
            <span className="excerpt" title={lastError.message ?? undefined}>
              {t('models.lastError', { code: lastError.code, time: ago(lastError.at) })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'price',
      title: t('models.price'),
      cell: ({ price }) =>
        price
          ? t('models.inOut', { input: money(Number(price.input)), output: money(Number(price.output)) })
          : t('models.noPrice'),
    },
    {
      id: 'context',
      title: t('models.context'),
      isNumber: true,
      cell: ({ contextTokens }) => contextTokens !== null && compact(contextTokens),
    },
    {
      id: 'limit',
      title: t('models.limit'),
      isNumber: true,
      cell: ({ tokensPerMinute }) => tokensPerMinute !== null && compact(tokensPerMinute),
    },
    {
      id: 'timeout',
      title: t('models.timeout'),
      isNumber: true,
      cell: ({ timeoutSeconds }) => duration(timeoutSeconds * 1_000),
    },
  ]
}
