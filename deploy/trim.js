import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Deletes from `node_modules` files that nothing reads. The Dockerfile runs it, and so does `npm run trim`. It is JavaScript,
 * because it also runs on Node 20. The optional first argument is the folder of the project.
 */
const root = resolve(process.argv[2] ?? '.')
const packages = join(root, 'node_modules')
const isProduction = !existsSync(join(packages, 'vitest'))

const always = [
  /\.(?:[cm]?js|[cm]?ts|css)\.map$/, // Source maps.
  /^node-\w+-\w+\/include$/, // The headers that C++ add-ons are compiled with.
]
/** Without development dependencies the pages cannot be built, so neither can types be checked. */
const inProduction = [
  /\.d\.[cm]?ts$/,
  /^@opentelemetry\/.+\/build\/(?:esm|esnext)$/, // Copies of build/src, which Node takes.
  /^@next\/swc-[\w-]+$/, // The compiler of `next build`.
  /^@typescript\/typescript-[\w-]+$/,
]
const unread = isProduction ? [...always, ...inProduction] : always

/** @param {string} folder below node_modules, with a slash at its end */
function trim(folder) {
  for (const entry of readdirSync(join(packages, folder), { withFileTypes: true })) {
    const path = folder + entry.name
    if (unread.some((pattern) => pattern.test(path))) rmSync(join(packages, path), { recursive: true })
    else if (entry.isDirectory()) trim(`${path}/`)
  }
}

if (existsSync(packages)) trim('')
