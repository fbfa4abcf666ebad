/** The runtime that this code was built for. */
export const runtime: 'edge' | 'nodejs' = process.env.NEXT_RUNTIME === 'edge' ? 'edge' : 'nodejs'

export type Vars = Record<string, string | undefined>

/** False for a blank value: it counts as not set. */
export const isSet = (value: string | undefined) => Boolean(value?.trim())
export const hasInngest = (vars: Vars) => isSet(vars.INNGEST_EVENT_KEY) || isSet(vars.INNGEST_SIGNING_KEY)
export const hasQStash = (vars: Vars) => isSet(vars.QSTASH_TOKEN) || isSet(vars.QSTASH_CURRENT_SIGNING_KEY)
export const hasUpstash = (vars: Vars) => isSet(vars.KV_REST_API_URL) || isSet(vars.UPSTASH_REDIS_REST_URL)
/** Vercel sets this variable in builds and functions. */
export const isVercel = (vars: Vars) => isSet(vars.VERCEL)
/** True on a platform that ends requests which take too long: Edge and Vercel. */
export const hasRequestLimit = () => runtime === 'edge' || isVercel(process.env)

/**
 * The queue engine: the one that QUEUE names, or else the one whose keys are set (QStash if both are), or else PostgreSQL.
 * On Vercel no process keeps running to claim jobs from PostgreSQL, so there the default is QStash.
 */
export function chosenQueue(vars: Vars): string {
  if (isSet(vars.QUEUE)) return vars.QUEUE!.trim()
  if (isSet(vars.QSTASH_TOKEN)) return 'qstash'
  if (hasInngest(vars)) return 'inngest'
  return hasQStash(vars) || isVercel(vars) ? 'qstash' : 'postgres'
}

/** Redis over TCP (REDIS_URL), or Upstash over HTTP. On Vercel, whose Upstash integration sets both, HTTP is used. */
export function chosenKv(vars: Vars): 'redis' | 'upstash' {
  if (hasUpstash(vars) && (isVercel(vars) || !isSet(vars.REDIS_URL))) return 'upstash'
  return isVercel(vars) && !isSet(vars.REDIS_URL) ? 'upstash' : 'redis'
}

/** PostgreSQL over TCP, or Neon over HTTP: with NEON_PROXY_URL, and for a Neon host on Edge and on Vercel. */
export function chosenDatabase(vars: Vars): 'postgres' | 'neon' {
  if (isSet(vars.NEON_PROXY_URL)) return 'neon'
  const isNeonHost = /\.neon\.(tech|build)$/.test(hostOf(vars.DATABASE_URL))
  return isNeonHost && (runtime === 'edge' || isVercel(vars)) ? 'neon' : 'postgres'
}

const hostOf = (url = '') => (URL.canParse(url) ? new URL(url).hostname : '')

/** The default of PUBLIC_URL: the address at which the server listens. Clients on the same machine can use it. */
export function listenAddress({ HOST, PORT }: Vars): string {
  const host = !HOST || /^(0\.0\.0\.0|::)$/.test(HOST) ? '127.0.0.1' : HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT || 3000}`
}
