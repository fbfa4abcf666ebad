'use client'

import { useText } from '../frame/text.tsx'

/** How long ago something was; the exact time is its title. */
export function Time({ at }: { at: string }) {
  const { ago, time } = useText()
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  )
}
