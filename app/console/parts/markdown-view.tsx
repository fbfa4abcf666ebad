'use client'

import Parser, { type MarkdownToJSX } from 'markdown-to-jsx/react'
import { type ComponentProps, memo, type ReactNode, useDeferredValue } from 'react'

type Inner = { children?: ReactNode }

/** A link without a referrer: a site that a model names must not learn the page's URL. */
function Anchor({ href, title, children }: ComponentProps<'a'>) {
  // The renderer removed an unsafe URL.
  if (!href) return <span>{children}</span>
  return (
    <a href={href} title={title} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** An image is shown as a link, since loading it would reveal the reader to its server. */
function Image({ src, alt, title }: ComponentProps<'img'>) {
  return (
    <Anchor href={typeof src === 'string' ? src : undefined} title={title}>
      {alt || title || 'image'}
    </Anchor>
  )
}

function Code({ children }: Inner) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre tabIndex={0}>{children}</pre>
  )
}

function Table({ children }: Inner) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="wide" tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

const Check = ({ checked }: ComponentProps<'input'>) => <span>{checked ? '☑' : '☐'} </span>

/** Lowers headings below the page's own, and drops ids, since several texts could share one. */
const heading = (Tag: 'h3' | 'h4' | 'h5' | 'h6') =>
  function Heading({ children }: Inner) {
    return <Tag>{children}</Tag>
  }

const options: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  disableFrontmatter: true,
  forceBlock: true,
  forceWrapper: true,
  optimizeForStreaming: true,
  wrapperProps: { className: 'markdown' } as ComponentProps<'div'>,
  overrides: {
    a: Anchor,
    img: Image,
    pre: Code,
    table: Table,
    input: Check,
    h1: heading('h3'),
    h2: heading('h4'),
    h3: heading('h5'),
    h4: heading('h6'),
    h5: heading('h6'),
    h6: heading('h6'),
  },
}

const Parsed = memo(function Parsed({ text }: { text: string }) {
  return <Parser options={options}>{text}</Parser>
})

/** Renders Markdown as elements, without the text's HTML. The rendering of a growing text is deferred. */
export default function MarkdownView({ text }: { text: string }) {
  return <Parsed text={useDeferredValue(text)} />
}
