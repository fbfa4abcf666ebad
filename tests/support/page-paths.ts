import { globSync } from 'node:fs'
import { dirname, relative } from 'node:path'

/** The paths of the pages below a folder of `app/`, in alphabetical order. Pages with a parameter are left out. */
const pathsIn = (folder: string, start: string): string[] =>
  globSync(`${folder}/**/page.tsx`)
    .map((file) => relative(folder, dirname(file)))
    .filter((path) => !path.includes('['))
    .map((path) => (path === '' ? start : `${start.replace(/\/$/, '')}/${path}`))
    .toSorted()

/** The public pages for readers. */
export const sitePaths = pathsIn('app/(site)', '/')
/** The pages of the console, for a signed-in user. */
export const consolePaths = pathsIn('app/console', '/console').filter((path) => path !== '/console/sign-in')
