import { CopyButton } from './copy-button.tsx'

type Props = { caption: string; text: string; copy?: boolean; prose?: boolean }

/** A captioned block of code that scrolls inside itself, or prose that wraps, with a copy button where it is meant to be used. */
export function Code({ caption, text, copy = false, prose = false }: Props) {
  return (
    <figure className="code">
      <figcaption>
        <span>{caption}</span>
        {copy && <CopyButton text={text} what={caption} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className={prose ? 'prose' : undefined}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
