'use client'

import { useText } from '../../frame/text.tsx'
import type { Item, Message } from './types.ts'

/** The parts of a message other than text, folded: tool calls and their results, images, model refusals. */
export function Items({ items = [], itemsOmitted }: Message) {
  const { t } = useText()
  const names = new Map(
    items.flatMap((item) => (item.type === 'function_call' ? [[item.call_id, item.name]] : [])),
  )
  return (
    <>
      {items.flatMap(partsOf).map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change their places
        <Part key={i} part={part} names={names} />
      ))}
      {itemsOmitted && <p className="note">{t('message.itemsOmitted')}</p>}
    </>
  )
}

type Part =
  | { kind: 'call'; name: string; text: string }
  | { kind: 'output'; callId: string; text: string }
  | { kind: 'image'; url: string }
  | { kind: 'refusal'; text: string }

/** The parts of an item other than the message's text. */
function partsOf(item: Item): Part[] {
  if (item.type === 'function_call') return [{ kind: 'call', name: item.name, text: item.arguments }]
  if (item.type === 'message')
    return item.content.flatMap((part): Part[] => {
      if (part.type === 'input_image') return [{ kind: 'image', url: part.image_url }]
      return part.type === 'refusal' ? [{ kind: 'refusal', text: part.refusal }] : []
    })
  const { call_id: callId, output } = item
  if (typeof output === 'string') return [{ kind: 'output', callId, text: output }]
  return output.map((part) =>
    part.type === 'input_image'
      ? { kind: 'image', url: part.image_url }
      : { kind: 'output', callId, text: part.text },
  )
}

function Part({ part, names }: { part: Part; names: Map<string, string> }) {
  const { t } = useText()
  if (part.kind === 'image') return <Image url={part.url} />
  if (part.kind === 'refusal') return <Folded title={t('message.refusal')} text={part.text} isOpen />
  if (part.kind === 'call')
    return <Folded title={t('message.call', { name: part.name })} text={indentJson(part.text)} />
  const name = names.get(part.callId)
  const title = name ? t('message.outputOf', { name }) : t('message.output')
  return <Folded title={title} text={indentJson(part.text)} />
}

function Folded({ title, text, isOpen }: { title: string; text: string; isOpen?: boolean }) {
  return (
    <details className="item" open={isOpen}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  )
}

/** Shows only data URLs: loading from another server would reveal that the reader views the message. */
function Image({ url }: { url: string }) {
  const { t } = useText()
  return (
    <details className="item">
      <summary>{t('message.image')}</summary>
      {url.startsWith('data:image/') ? (
        // biome-ignore lint/performance/noImgElement: the image is in the address itself
        <img src={url} alt={t('message.imageAlt')} loading="lazy" />
      ) : (
        <a href={/^https?:/i.test(url) ? url : undefined} target="_blank" rel="noopener noreferrer nofollow">
          {url}
        </a>
      )}
    </details>
  )
}

/** Indents JSON, and returns any other text unchanged. */
function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
