import { useQueryClient } from '@tanstack/react-query'
import { query } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { useToast } from '../parts/toasts.tsx'

/** Ends console sessions. If it ends the current one, the page reloads and asks to sign in. */
export function useEndSessions() {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  const one = query.useMutation('delete', '/api/sessions/{id}')
  const all = query.useMutation('delete', '/api/sessions')
  const after = (title: string, isOwn: boolean) => {
    if (isOwn) return location.reload()
    done(title)
    return client.invalidateQueries()
  }
  return {
    endOne: (id: string, isOwn: boolean) =>
      one.mutate(
        { params: { path: { id } } },
        { onError: failed, onSuccess: () => after(t('signIns.ended'), isOwn) },
      ),
    endAll: () => all.mutate({}, { onError: failed, onSuccess: () => after('', true) }),
  }
}
