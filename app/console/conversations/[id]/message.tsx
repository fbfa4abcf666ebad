'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useSession } from '../../frame/session.tsx'
import { useText } from '../../frame/text.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Time } from '../../parts/time.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { EditForm, Regenerate } from './branching.tsx'
import { Items } from './items.tsx'
import { JobDetails } from './job-details.tsx'
import { MessageText, wholeText } from './message-text.tsx'
import type { Conversation, Message } from './types.ts'

type Props = {
  message: Message
  userId: string
  /** The branches that start at this message. */
  branches: Conversation[]
  /** Content after the message. */
  children?: ReactNode
}

/** One message with its parts, branches and actions. */
export function MessageView({ message, userId, branches, children }: Props) {
  const { t } = useText()
  const { messageId, role, createdAt } = message
  /** The whole text while the reader edits it. */
  const [edited, setEdited] = useState<string>()
  return (
    <li id={`message-${messageId}`} data-role={role}>
      <div className="message-head">
        <p className="note">
          <b>{t(`role.${role}`)}</b> <Time at={createdAt} />
        </p>
        <Actions message={message} userId={userId} onEdit={setEdited} />
      </div>
      {edited === undefined ? (
        <MessageText message={message} />
      ) : (
        <EditForm messageId={messageId} userId={userId} text={edited} onClose={() => setEdited(undefined)} />
      )}
      <Items {...message} />
      <Ending message={message} />
      {branches.length > 0 && <Branches branches={branches} />}
      {children}
    </li>
  )
}

type ActionsProps = { message: Message; userId: string; onEdit: (text: string) => void }

/** Actions on a message: regenerate an answer, or edit a question. */
function Actions({ message, userId, onEdit }: ActionsProps) {
  const { t } = useText()
  const { scopes } = useSession()
  const { failed } = useToast()
  const { messageId, role, content } = message
  const mayAsk = scopes.includes('chat')
  return (
    <div className="message-actions">
      {mayAsk && role === 'assistant' && <Regenerate messageId={messageId} userId={userId} />}
      {mayAsk && role === 'user' && content && (
        <button
          type="button"
          className="small-button"
          onClick={() => wholeText(message).then(onEdit, failed)}
        >
          {t('message.edit')}
        </button>
      )}
      {content && <Copy text={() => wholeText(message)} />}
    </div>
  )
}

/** An answer's finish reason, warnings and use. */
function Ending({ message: { finishReason, jobId, metadata } }: { message: Message }) {
  const { t } = useText()
  const { model, tokens, warnings } = factsOf(metadata)
  const isCut = finishReason === 'length' || finishReason === 'content_filter'
  const summary = [model, tokens !== undefined && t('job.tokens', { count: tokens })].filter(Boolean)
  return (
    <>
      {isCut && <p className="note">{t(`message.finish.${finishReason}`)}</p>}
      {warnings.length > 0 && (
        <ul className="note" aria-label={t('message.warnings')}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {jobId ? (
        <JobDetails jobId={jobId} summary={summary.join(' · ') || t('job.details')} />
      ) : (
        summary.length > 0 && <p className="note">{summary.join(' · ')}</p>
      )}
    </>
  )
}

/** Model, usage and warnings from an answer's metadata. Metadata of users may contain any value. */
function factsOf({ model, usage, warnings }: Message['metadata']) {
  const total = typeof usage === 'object' && usage !== null && 'totalTokens' in usage && usage.totalTokens
  return {
    model: typeof model === 'string' ? model : undefined,
    tokens: typeof total === 'number' ? total : undefined,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
  }
}

function Branches({ branches }: { branches: Conversation[] }) {
  const { t } = useText()
  return (
    <nav className="branches note" aria-label={t('conversation.branches')}>
      <p>{t('conversation.branches')}</p>
      <ul>
        {branches.map(({ conversationId, title, createdAt }) => (
          <li key={conversationId}>
            <Link href={`/console/conversations/${conversationId}`} prefetch={false}>
              {title ?? t('conversation.branch', { id: conversationId })}
            </Link>{' '}
            <Time at={createdAt} />
          </li>
        ))}
      </ul>
    </nav>
  )
}
