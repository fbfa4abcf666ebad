'use client'

import { lazy, Suspense } from 'react'

const View = lazy(() => import('./markdown-view.tsx'))

/** A text of a model. It is shown as it is until the script that renders Markdown is there. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className="text">{text}</div>}>
      <View text={text} />
    </Suspense>
  )
}
