import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../frame/text.tsx'
import type { TextKey } from '../text/index.ts'
import { useToast } from './toasts.tsx'

/** The callbacks of a `mutate`: they show its error, or this text and the new data. */
export function useOutcome(text: TextKey) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  return {
    onError: failed,
    onSuccess() {
      done(t(text))
      return client.invalidateQueries()
    },
  }
}
