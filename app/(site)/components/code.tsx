import type { Language } from '#app/languages'
import { CopyButton } from './copy-button.tsx'

type Props = { caption: string; text: string; copy?: boolean; prose?: boolean; language?: Language }

/** A code block that scrolls, or with `prose` an English text that wraps. `copy` adds a copy button. */
export function Code({ caption, text, copy = false, prose = false, language = 'en' }: Props) {
  return (
    <figure className="code">
      <figcaption>
        <span>{caption}</span>
        {copy && <CopyButton text={text} what={caption} language={language} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0} {...(prose && { className: 'prose', lang: 'en' })}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
