import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, dataOf } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { useToast } from '../parts/toasts.tsx'
import type { DeliveryFilter } from './delivery-filters.tsx'

/** Sends all failed webhooks that match the filter again, each once, and reports the number. */
export function useRedeliverAll() {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: redeliverAll,
    onSuccess: (count) => done(t('webhooks.redelivered', { count })),
    onError: failed,
    onSettled: () => client.invalidateQueries(),
  })
  return { start: mutate, isPending }
}

/** Stops when a webhook is returned a second time: it failed again at once, so all others were sent. */
async function redeliverAll(filter: DeliveryFilter): Promise<number> {
  const sent = new Set<string>()
  for (;;) {
    const before = sent.size
    const call = api.POST('/api/webhooks/redeliver', { body: { ...filter, limit: 100 } })
    const { deliveryIds, hasMore } = await dataOf(call)
    for (const id of deliveryIds) sent.add(id)
    if (!hasMore || sent.size < before + deliveryIds.length) return sent.size
  }
}
