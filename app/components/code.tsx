import { CopyButton } from './copy-button.tsx'

/** A captioned block of code that scrolls inside itself, with a copy button where it is meant to be run. */
export function Code({ caption, text, copy = false }: { caption: string; text: string; copy?: boolean }) {
  return (
    <figure className="code">
      <figcaption>
        <span>{caption}</span>
        {copy && <CopyButton text={text} what={caption} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
