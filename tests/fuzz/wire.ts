import type { Described } from './operations.ts'

/** A request as it is sent. */
export type Wire = {
  method: string
  /** Path and query, already encoded. */
  target: string
  headers: Record<string, string>
  body?: Buffer
  /** Aborts the connection after the headers and this many bytes of the body. */
  cutAfterBytes?: number
}

/** A fault of a request in transit, and the status that it must cause, if known. */
export type WireFault = {
  name: string
  status?: number
  apply(wire: Wire, at: number): Partial<Wire>
}

/** Body limits of `/v1` and of the other interfaces. */
export const openaiBodyBytesMax = 256 * 1024
const bodyBytesMax = 128 * 1024
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Picks one of the values by any number. */
export const pick = <T>(values: T[], at: number): T => values[at % values.length]!

const wrongKeys = [
  'Bearer wrong',
  'Bearer',
  'Bearer  ',
  'Basic Og==',
  'Bearer \xff\xfe',
  `Bearer ${'x'.repeat(7_000)}`,
  '{}',
]
const ofKey: WireFault[] = [
  { name: 'no key', status: 401, apply: (wire) => ({ headers: without(wire, 'authorization') }) },
  {
    name: 'a wrong key',
    status: 401,
    apply: (wire, at) => ({ headers: { ...wire.headers, authorization: pick(wrongKeys, at) } }),
  },
]

const notObjects = ['null', '[]', '[{}]', '"text"', '1', 'true', '-0']
const notJson = [
  '',
  ' ',
  '{',
  '}',
  "{'a':1}",
  '{"a":1,}',
  'NaN',
  'undefined',
  '{"a":\u00001}',
  '<a/>',
  '{} {}',
  'userId=a',
]
const ofBody: WireFault[] = [
  {
    name: 'a body cut short',
    status: 400,
    apply: ({ body }, at) => ({ body: body!.subarray(0, at % body!.length) }),
  },
  { name: 'no JSON', status: 400, apply: (_, at) => ({ body: Buffer.from(pick(notJson, at)) }) },
  { name: 'no object', status: 400, apply: (_, at) => ({ body: Buffer.from(pick(notObjects, at)) }) },
  { name: 'a deep body', status: 400, apply: (_, at) => ({ body: nested(1 + (at % 60_000)) }) },
  { name: 'a member twice', apply: ({ body }) => ({ body: twice(body!) }) },
  {
    name: 'broken UTF-8',
    apply: ({ body }, at) => {
      const bytes = Buffer.from(body!)
      bytes[at % bytes.length] = 0xff
      return { body: bytes }
    },
  },
  {
    name: 'a byte order mark',
    apply: ({ body }) => ({ body: Buffer.concat([Buffer.from('\ufeff'), body!]) }),
  },
  {
    name: 'another media type',
    apply: (wire, at) => ({ headers: { ...wire.headers, 'content-type': pick(mediaTypes, at) } }),
  },
  { name: 'no media type', apply: (wire) => ({ headers: without(wire, 'content-type') }) },
  { name: 'a connection that breaks off', apply: ({ body }, at) => ({ cutAfterBytes: at % body!.length }) },
]
const mediaTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/xml',
  ';',
  '*/*',
]

const oddHeaders: [string, string][] = [
  ['prefer', 'wait=-1'],
  ['prefer', 'wait=99999999999999999999'],
  ['prefer', 'respond-async, wait=0;;;,,='],
  ['idempotency-key', ''],
  ['idempotency-key', 'x'.repeat(300)],
  ['idempotency-key', 'caf\xe9 \x80'],
  ['openai-conversation-id', ' '],
  ['openai-conversation-id', 'y'.repeat(300)],
  ['x-request-id', '{"a":1}'],
  ['x-request-id', 'z'.repeat(5_000)],
  ['accept', 'text/html'],
  ['accept-encoding', 'br;q=x'],
  ['content-encoding', 'gzip'],
  ['if-none-match', '*'],
  ['range', 'bytes=0-1'],
  ['x-http-method-override', 'DELETE'],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'gopher'],
  ['origin', 'null'],
  ['rsc', '1'],
  ['next-router-prefetch', '1'],
  ['next-action', 'x'],
  ['x-middleware-subrequest', 'middleware:middleware'],
  ['cookie', '__proto__=1; =;'],
]
const oddQueries = [
  '%',
  '%zz',
  '%ff=1',
  '%00',
  '__proto__[a]=1',
  'a=1&a=2',
  '=',
  'constructor=1',
  '\u00e9',
].map(encodeURI)
const oddPaths = ['%', '%ff', '%00', '%2f', '%5c', '%2e%2e', ';a=b', '.json', '%252f', '%e2%80%ae']

const ofAny: WireFault[] = [
  {
    name: 'an odd header',
    apply(wire, at) {
      const [name, value] = pick(oddHeaders, at)
      return { headers: { ...wire.headers, [name]: value } }
    },
  },
  {
    name: 'an odd query',
    apply: ({ target }, at) => ({ target: withQuery(target, pick(oddQueries, at)) }),
  },
  {
    name: 'a parameter twice',
    apply: ({ target }) => {
      const [path, query = 'limit=1'] = target.split('?')
      return { target: `${path}?${query}&${query}` }
    },
  },
  {
    name: 'an odd end of the path',
    apply: ({ target }, at) => ({ target: inPath(target, pick(oddPaths, at)) }),
  },
  { name: 'a path too long', status: 404, apply: ({ target }) => ({ target: inPath(target, '/x/y') }) },
]

/** The faults for the requests of an operation. */
export function wireFaults({ needsKey, body, method, isOpenai }: Described): WireFault[] {
  const bytesMax = isOpenai ? openaiBodyBytesMax : bodyBytesMax
  const large: WireFault = {
    name: 'a large body',
    status: 413,
    apply: (wire) => ({ body: Buffer.concat([Buffer.alloc(bytesMax + 1, ' '), wire.body!]) }),
  }
  // In `/v1`, unknown members may have any value.
  const isOpen = ({ name }: WireFault) => isOpenai && name === 'a deep body'
  const faultsOfBody = [...ofBody, large].map(({ status, ...fault }) =>
    status === undefined || isOpen(fault) ? fault : { ...fault, status },
  )
  const others = methods.filter((other) => other !== method)
  const anotherMethod = {
    name: 'another method',
    apply: (_: Wire, at: number) => ({ method: pick(others, at) }),
  }
  return [...ofAny, anotherMethod, ...(needsKey ? ofKey : []), ...(body ? faultsOfBody : [])]
}

/** The path, without query, to which Next redirects a path with empty or dot segments. Other paths are unchanged. */
export const tidied = (target: string): string =>
  new URL(target, 'http://any').pathname.replace(/\/+/g, '/').replace(/\/$/, '')

function without({ headers }: Wire, name: string): Record<string, string> {
  const { [name]: _, ...others } = headers
  return others
}

const nested = (depth: number) => Buffer.from(`{"userId":${'['.repeat(depth)}${']'.repeat(depth)}}`)

/** Repeats the members in front. The later ones win. */
const twice = (body: Buffer) =>
  Buffer.from(`${body.toString().slice(0, -1)},"userId":"twice"}`.replace('{,', '{'))

const withQuery = (target: string, query: string) => `${target}${target.includes('?') ? '&' : '?'}${query}`

function inPath(target: string, more: string): string {
  const [path, query] = target.split('?')
  return `${path}${more}${query === undefined ? '' : `?${query}`}`
}
