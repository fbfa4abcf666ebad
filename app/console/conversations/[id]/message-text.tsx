'use client'

import { useState } from 'react'
import { api, dataOf } from '../../data/api.ts'
import { useText } from '../../frame/text.tsx'
import { Markdown } from '../../parts/markdown.tsx'
import { useToast } from '../../parts/toasts.tsx'
import type { Message } from './types.ts'

/** Loads the whole text of a message; lists may have only its beginning. Throws the problem of a failed call. */
export async function wholeText({ messageId: id, content, nextOffset }: Message): Promise<string> {
  const pieces = [content]
  let offset = nextOffset ?? null
  while (offset !== null) {
    const params = { path: { id }, query: { offset } }
    const piece = await dataOf(api.GET('/api/messages/{id}', { params }))
    pieces.push(piece.content)
    offset = piece.nextOffset
  }
  return pieces.join('')
}

/** The text of a message. An answer is rendered as Markdown, a user's text as it is. */
export function MessageText({ message }: { message: Message }) {
  const { t } = useText()
  const { failed } = useToast()
  const [whole, setWhole] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const text = whole ?? message.content
  async function showAll() {
    setBusy(true)
    await wholeText(message).then(setWhole, failed)
    setBusy(false)
  }
  return (
    <>
      {message.role === 'assistant' ? <Markdown text={text} /> : <div className="text">{text}</div>}
      {message.truncated && whole === undefined && (
        <p className="note">
          {t('message.cut')}{' '}
          <button type="button" className="small-button" onClick={showAll} disabled={isBusy}>
            {t(isBusy ? 'list.loading' : 'message.rest')}
          </button>
        </p>
      )}
    </>
  )
}
