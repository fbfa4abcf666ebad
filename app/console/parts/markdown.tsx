'use client'

import { lazy, Suspense } from 'react'

const View = lazy(() => import('./markdown-view.tsx'))

/** A model's text, shown as plain text until the Markdown renderer is loaded. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className="text">{text}</div>}>
      <View text={text} />
    </Suspense>
  )
}
