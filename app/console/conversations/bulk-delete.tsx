'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, dataOf } from '../data/api.ts'
import { useText } from '../frame/text.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { SelectBox, type Selection } from '../parts/selection.tsx'
import { useToast } from '../parts/toasts.tsx'

type Row = { conversationId: number; userId: string }
type Props = { rows: Row[]; selection: Selection }

/** Actions on the selected conversations: delete. */
export function BulkDelete({ rows, selection }: Props) {
  const { t } = useText()
  const deleting = useDeleting(selection)
  const selected = rows.filter(({ conversationId }) => selection.keys.has(String(conversationId)))
  const count = selected.length
  return (
    <fieldset className="bulk" disabled={deleting.isPending}>
      <legend className="unseen">{t('conversations.bulk')}</legend>
      <SelectBox
        keys={rows.map(({ conversationId }) => String(conversationId))}
        selection={selection}
        isForAll
      />
      <span className="note" role="status">
        {t('list.selected', { count })}
      </span>
      <Confirm
        trigger={
          <button type="button" disabled={count === 0}>
            {t('conversations.deleteSelected')}
          </button>
        }
        title={t('conversations.deleteManyTitle', { count })}
        verb={t('action.delete')}
        onConfirm={() => deleting.mutate(selected)}
      >
        {t('conversations.deleteNote')}
      </Confirm>
    </fieldset>
  )
}

/** Deletes one conversation after another, and reports the number even if one fails. */
function useDeleting(selection: Selection) {
  const { t } = useText()
  const { done, failed } = useToast()
  const client = useQueryClient()
  return useMutation({
    async mutationFn(rows: Row[]) {
      let count = 0
      try {
        for (const { conversationId: id, userId } of rows) {
          const params = { path: { id }, query: { userId } }
          await dataOf(api.DELETE('/api/conversations/{id}', { params }))
          selection.toggle([String(id)], false)
          count++
        }
      } finally {
        if (count > 0) done(t('conversations.deletedMany', { count }))
      }
    },
    onError: failed,
    onSettled: () => client.invalidateQueries(),
  })
}
