import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['lib', 'workers', 'sql']
const source = /\.(ts|js|json|sql)$/

/** Calls `onChange` with the changed files in `lib/`, `workers/` and `sql/`, after `watchSettleMs` without changes. */
export function watchSources(onChange: (files: string[]) => Promise<void>): void {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const report = () => {
    const files = [...changed]
    changed.clear()
    onChange(files).catch((error) => log('error', 'watch.failed', errorFields(error)))
  }
  for (const folder of folders)
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (!name || !source.test(name)) return
      changed.add(join(folder, name))
      clearTimeout(timer)
      timer = setTimeout(report, tunables.watchSettleMs)
    })
}
