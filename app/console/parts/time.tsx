'use client'

import { useText } from '../frame/text.tsx'

/** A relative time, with the exact time as its title. */
export function Time({ at }: { at: string }) {
  const { ago, time } = useText()
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  )
}
