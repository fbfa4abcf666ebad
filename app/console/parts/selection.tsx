'use client'

import { useState } from 'react'
import { useText } from '../frame/text.tsx'

/** The selected rows of a list, by their keys. */
export type Selection = {
  keys: ReadonlySet<string>
  toggle: (keys: string[], isChosen: boolean) => void
  clear: () => void
}

export function useSelection(): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const toggle = (changed: string[], isChosen: boolean) =>
    setKeys((before) => {
      const rest = [...before].filter((key) => !changed.includes(key))
      return new Set(isChosen ? [...rest, ...changed] : rest)
    })
  return { keys, toggle, clear: () => setKeys(new Set()) }
}

type BoxProps = { keys: string[]; selection: Selection; isForAll?: boolean }

/** The checkbox that selects one row, or all shown rows. */
export function SelectBox({ keys, selection, isForAll = false }: BoxProps) {
  const { t } = useText()
  const chosen = keys.filter((key) => selection.keys.has(key)).length
  const isAll = keys.length > 0 && chosen === keys.length
  return (
    <input
      type="checkbox"
      aria-label={isForAll ? t('list.selectAll') : t('list.select', { name: keys.join() })}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && !isAll
      }}
      onChange={(event) => selection.toggle(keys, event.target.checked)}
    />
  )
}
