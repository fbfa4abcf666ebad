'use client'

import { callErrorOf } from '../data/call-error.ts'
import { useText } from '../frame/text.tsx'

type Props = { error: unknown; title?: string; onRetry?: () => void }

/** An error with a link to its explanation, and a retry button. */
export function Problem({ error, title, onRetry }: Props) {
  const { t } = useText()
  const { code, detail, requestId, errors } = callErrorOf(error)
  const isOfServer = code !== 'network' && code !== 'unknown'
  return (
    <div className="notice bad-notice" role="alert">
      <p>
        <b>{title ?? t('error.failed')}</b>
      </p>
      <p>{detail || t(code === 'network' ? 'error.network' : 'error.unknown')}</p>
      {errors && errors.length > 1 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <p className="note">
        {isOfServer && <a href={`/errors#${code}`}>{t('error.about')}</a>}{' '}
        {requestId && t('error.request', { id: requestId })}
      </p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          {t('error.retry')}
        </button>
      )}
    </div>
  )
}
