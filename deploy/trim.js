import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Deletes from `node_modules` files that nothing reads. The Dockerfile and `npm run trim` run it, and so does each
 * `npm install`, with `--install`: then a build and a check of types still work, whatever is installed. It is JavaScript,
 * because it also runs on Node 20. The optional argument is the folder of the project.
 */
const { positionals, values } = parseArgs({
  options: { install: { type: 'boolean' } },
  allowPositionals: true,
})
const root = resolve(positionals[0] ?? '.')
const packages = join(root, 'node_modules')
const isProduction = !values.install && !existsSync(join(packages, 'typescript'))

const always = [
  /\.(?:[cm]?js|[cm]?ts|css)\.map$/, // Source maps.
  /^node-\w+-\w+\/include$/, // The headers that C++ add-ons are compiled with.
]
/** Without development dependencies the pages cannot be built, so neither can types be checked. */
const inProduction = [
  /\.[cm]?tsx?$/, // Type declarations and sources: Node does not run TypeScript below node_modules.
  /^@opentelemetry\/.+\/build\/(?:esm|esnext)$/, // Copies of build/src, which Node takes.
  /^gpt-tokenizer\/cjs$/, // A copy of esm, which Node takes.
  /^@next\/swc-[\w-]+$/, // The compiler of `next build`.
  /^@typescript\/typescript-[\w-]+$/,
]
const unread = isProduction ? [...always, ...inProduction] : always

/** @param {string} path */
const withSlashes = (path) => path.replaceAll(sep, '/')

/**
 * The files of Next that serving this build needs, as `next build` has traced them
 * (https://nextjs.org/docs/app/api-reference/config/next-config-js/output). Undefined without a build, and for one that was
 * made without `output: 'standalone'`, which lacks what starts Next.
 */
function tracedNext() {
  const build = join(root, '.next')
  if (!existsSync(join(build, 'BUILD_ID'))) return undefined
  const names = /** @type {string[]} */ (readdirSync(build, { recursive: true })).map(withSlashes)
  const traces = names
    .filter((name) => /^(?:server\/.+|[^/]+)\.nft\.json$/.test(name))
    .map((name) => join(build, name))
  const files = new Set(
    traces.flatMap((trace) => {
      /** @type {{ files: string[] }} */
      const { files } = JSON.parse(readFileSync(trace, 'utf8'))
      return files.map((file) => withSlashes(relative(packages, resolve(dirname(trace), file))))
    }),
  )
  return files.has('next/dist/server/next.js') ? files : undefined
}
const traced = isProduction ? tracedNext() : undefined

/** @param {string} path of a file below node_modules */
const isUntracedNext = (path) => traced !== undefined && path.startsWith('next/') && !traced.has(path)

/** @param {string} folder below node_modules, with a slash at its end */
function trim(folder) {
  for (const entry of readdirSync(join(packages, folder), { withFileTypes: true })) {
    const path = folder + entry.name
    if (unread.some((pattern) => pattern.test(path))) rmSync(join(packages, path), { recursive: true })
    else if (entry.isDirectory()) trim(`${path}/`)
    else if (isUntracedNext(path)) rmSync(join(packages, path))
  }
}

if (existsSync(packages)) trim('')
// Next's copy of the build for a server of its own, which is never started. It also has a copy of `.env`.
if (isProduction) rmSync(join(root, '.next', 'standalone'), { recursive: true, force: true })
