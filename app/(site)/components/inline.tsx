import type { ReactNode } from 'react'

/** Renders the Markdown that our texts use: `code`, **bold** and [links](/docs). */
export const inline = (text: string): ReactNode[] =>
  [...text.matchAll(/`([^`]*)`|\*\*([^*]*)\*\*|\[([^\]]*)\]\((\/[^)]*)\)|[^`*[]+|./g)].map(
    ({ 0: part, 1: code, 2: bold, 3: label, 4: address, index }) => {
      if (code !== undefined) return <code key={index}>{code}</code>
      if (bold !== undefined) return <b key={index}>{bold}</b>
      if (address === undefined) return part
      return (
        <a key={index} href={address}>
          {label}
        </a>
      )
    },
  )
