import type { Handlers } from '#lib/api/methods'

/** The handlers of one path by method. In a path `{id}` is one segment; `{...name}` at the end is one or more. */
export type Route = {
  path: string
  handlers: Handlers | 'page'
  /** Headers of every response of the path. */
  headers?: Record<string, string>
}

export type ApiRoute = Route & { handlers: Handlers }

type Params = Record<string, string | string[]>

export type Match =
  | { kind: 'route'; route: ApiRoute; params: Params }
  /** A path with extra slashes. As in Next, the response is a 308 to the plain path. */
  | { kind: 'redirect'; location: string }
  /** Next serves the path. */
  | { kind: 'page' }

type Find = (target: string) => Match

/**
 * Creates the function that finds the route of a request target by Next's rules: paths without parameters take
 * precedence, each segment is decoded once, and a path that cannot be decoded matches only `{...name}` routes.
 */
export function createRouter(routes: Route[]): Find {
  const fixed = new Map(routes.filter(({ path }) => !path.includes('{')).map((route) => [route.path, route]))
  const patterns = routes.map(toPattern).toSorted(byPrecedence)
  return (target) => {
    const [pathname, search] = split(target)
    const redirect = plainPath(pathname)
    if (redirect !== undefined) return { kind: 'redirect', location: redirect + search }
    const route = fixed.get(pathname)
    if (route) return toMatch(route, {})
    const segments = normalized(pathname).slice(1).split('/').map(decode)
    for (const pattern of patterns) {
      const params = match(pattern, segments)
      if (params) return toMatch(pattern.route, params)
    }
    return { kind: 'page' }
  }
}

const toMatch = ({ handlers, ...rest }: Route, params: Params): Match =>
  handlers === 'page' ? { kind: 'page' } : { kind: 'route', route: { ...rest, handlers }, params }

/** Splits a request target into path and query. A proxy may send the absolute form (RFC 9112, 3.2.2). */
function split(target: string): [pathname: string, search: string] {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0] ?? ''
  const [path = '', ...query] = target.slice(origin.length).split('?')
  return [path || '/', query.length > 0 ? `?${query.join('?')}` : '']
}

/** Removes repeated slashes, or the slash at the end. Returns undefined for a path without either. */
function plainPath(pathname: string): string | undefined {
  if (/\\|\/\//.test(pathname)) return pathname.replace(/\\/g, '/').replace(/\/\/+/g, '/')
  return pathname !== '/' && pathname.endsWith('/') ? pathname.slice(0, -1) : undefined
}

/** Removes dot segments, also encoded ones, so that no other spelling reaches Next's own API routes. */
function normalized(pathname: string): string {
  const url = `http://host${pathname}`
  return URL.canParse(url) ? new URL(url).pathname : pathname
}

/** Decodes a segment. Returns null for invalid percent-encoding. */
function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

type Part = { kind: 'text' | 'one' | 'rest'; name: string }
type Pattern = { route: Route; parts: Part[] }

function toPattern(route: Route): Pattern {
  const parts = route.path
    .slice(1)
    .split('/')
    .map((text): Part => {
      const [, rest, name] = /^\{(\.\.\.)?(\w+)\}$/.exec(text) ?? []
      return name ? { kind: rest ? 'rest' : 'one', name } : { kind: 'text', name: text }
    })
  return { route, parts }
}

const ranks = { text: 0, one: 1, rest: 2, none: 3 }

/**
 * Sorts by segment from the left: text before `{id}` before `{...name}`, and a longer path before its prefix. This is a
 * total order, which sorting needs.
 */
function byPrecedence(a: Pattern, b: Pattern): number {
  const rankAt = ({ parts }: Pattern, at: number) => (parts[at] ? ranks[parts[at].kind] : ranks.none)
  for (let i = 0; i < Math.max(a.parts.length, b.parts.length); i++) {
    const difference = rankAt(a, i) - rankAt(b, i)
    if (difference !== 0) return difference
  }
  return 0
}

function match({ parts }: Pattern, segments: (string | null)[]): Params | undefined {
  const params: Params = {}
  for (const [i, { kind, name }] of parts.entries()) {
    if (kind === 'rest') {
      if (segments.length <= i) return undefined
      params[name] = segments.slice(i).map((segment) => segment ?? '')
      return params
    }
    const segment = segments[i]
    if (!segment || (kind === 'text' && segment !== name)) return undefined
    if (kind === 'one') params[name] = segment
  }
  return segments.length === parts.length ? params : undefined
}
