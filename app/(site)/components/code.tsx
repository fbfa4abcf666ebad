import type { Language } from '#app/languages'
import { CopyButton } from './copy-button.tsx'

type Props = { caption: string; text: string; copy?: boolean; prose?: boolean; language?: Language }

/** A captioned block of code that scrolls inside itself, or English prose that wraps, with a copy button where it is meant to be used. */
export function Code({ caption, text, copy = false, prose = false, language = 'en' }: Props) {
  return (
    <figure className="code">
      <figcaption>
        <span>{caption}</span>
        {copy && <CopyButton text={text} what={caption} language={language} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} {...(prose && { className: 'prose', lang: 'en' })}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
