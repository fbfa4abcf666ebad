'use client'

import { useText } from '../frame/text.tsx'

/** The events that an endpoint may subscribe to. */
export const endpointEvents = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'budget.alert',
  'budget.exceeded',
] as const
type Event = (typeof endpointEvents)[number]

type Given = { url: string; description: string | null; events: readonly Event[] }

export function EndpointFields({ given }: { given?: Given }) {
  const { t } = useText()
  return (
    <div className="fields">
      <p>
        <label htmlFor="endpoint-url">{t('webhooks.url')}</label>
        <input id="endpoint-url" name="url" type="url" required maxLength={2048} defaultValue={given?.url} />
      </p>
      <p>
        <label htmlFor="endpoint-description">{t('webhooks.description')}</label>
        <input
          id="endpoint-description"
          name="description"
          maxLength={200}
          defaultValue={given?.description ?? ''}
        />
      </p>
      <fieldset>
        <legend>{t('webhooks.events')}</legend>
        {endpointEvents.map((event) => (
          <label key={event} className="choice">
            <input type="checkbox" name={event} defaultChecked={given?.events.includes(event) ?? true} />{' '}
            <code>{event}</code>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

/** The values of the fields. */
export function endpointOf(form: FormData) {
  return {
    url: String(form.get('url')).trim(),
    description: String(form.get('description') ?? '').trim() || null,
    events: endpointEvents.filter((event) => form.has(event)),
  }
}
