import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { useToast } from '../parts/toasts.tsx'
import type { TextKey } from '../text/index.ts'
import type { endpointOf } from './endpoint-fields.tsx'

type Changes = Partial<ReturnType<typeof endpointOf>> & { enabled?: boolean }

/** The changes to one endpoint. A new secret is kept here until the dialog closes. */
export function useEndpointChanges(id: string) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const params = { path: { id } }
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () => client.invalidateQueries(),
  })
  const act = (change: () => Promise<unknown>, text?: TextKey) =>
    mutateAsync(change).then(() => text && done(t(text)), failed)
  async function rotate() {
    const call = api.POST('/api/webhook-endpoints/{id}/rotate-secret', { params })
    setSecret((await dataOf(call)).secret)
  }
  return {
    secret,
    clearSecret: () => setSecret(undefined),
    isBusy: isPending,
    /** Throws the error, which the form shows. */
    async update(body: Changes) {
      const change = () => dataOf(api.PATCH('/api/webhook-endpoints/{id}', { params, body }))
      await mutateAsync(change)
      done(t('webhooks.changed'))
    },
    test: () =>
      act(() => dataOf(api.POST('/api/webhooks/test', { body: { endpointId: id } })), 'webhooks.tested'),
    rotate: () => act(rotate),
    remove: () =>
      act(() => dataOf(api.DELETE('/api/webhook-endpoints/{id}', { params })), 'webhooks.deleted'),
  }
}
