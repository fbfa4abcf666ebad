import type { JsonSchema } from '#lib/api/json-schema'
import type { Document } from '#lib/openapi/document'
import { checker, closed } from '#tests/support/schemas'

type Answered = { status: number; headers: Headers; body: unknown }
type DocumentedAnswer = {
  headers: Record<string, { $ref: string }>
  content?: Record<string, { schema: JsonSchema }>
}
type Check = (body: unknown) => string[]

/** Headers that callers read. A response may have them only if the document lists them. */
const telling = ['location', 'retry-after', 'ratelimit', 'ratelimit-policy', 'www-authenticate']

/** The body of a response: parsed if it is JSON, otherwise text. */
export function bodyOf(text: string, headers: Headers): unknown {
  const isJson = /^application\/(problem\+)?json/.test(headers.get('content-type') ?? '')
  return isJson && text ? JSON.parse(text) : text
}

/** What an OpenAPI document promises about responses. Paths outside the API, such as the workers', have no promise. */
export class Contract {
  readonly #paths: Document['paths']
  readonly #components: Document['components']
  /** Paths without parameters come first, since they also match templates with parameters. */
  readonly #templates: { path: string; pattern: RegExp }[]
  readonly #checks = new WeakMap<JsonSchema, Check>()

  constructor({ paths, components }: Document) {
    this.#paths = paths
    this.#components = components
    this.#templates = Object.keys(paths)
      .toSorted((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }))
  }

  /** Throws unless the document allows this response for the path and method: its status, headers and body members. */
  assertDocumented(method: string, url: string, answer: Answered): void {
    const { pathname } = new URL(url, 'http://any')
    const faults = this.faults(method, pathname, answer)
    if (faults.length > 0)
      throw new Error(
        `${method} ${pathname} answered ${answer.status} against the document:\n${faults.join('\n')}`,
      )
  }

  /** The differences between a response and the document. */
  faults(method: string, pathname: string, answer: Answered): string[] {
    if (!/^\/api\/(?!workers\/|cron\/|inngest$)/.test(pathname)) return []
    const path = isDecodable(pathname) && this.#templates.find(({ pattern }) => pattern.test(pathname))?.path
    if (!path) return this.#unknownFaults(answer, 404, 'not_found')
    const operation = this.#paths[path]![method.toLowerCase()]
    if (!operation) return this.#unknownFaults(answer, 405, 'method_not_allowed')
    const documented = operation.responses[answer.status] as DocumentedAnswer | undefined
    if (!documented) return ['No such status is documented.']
    return [...headerFaults(documented, answer.headers), ...this.#bodyFaults(documented, answer)]
  }

  /** A path or method outside the document also gets a problem. */
  #unknownFaults({ status, body }: Answered, expected: number, code: string): string[] {
    const faults = this.#checkOf(this.#components.schemas!.Problem as JsonSchema)(body)
    if (status !== expected || (body as { code?: string }).code !== code)
      faults.push(`It should be ${expected}.`)
    return faults
  }

  #bodyFaults({ content }: DocumentedAnswer, { headers, body }: Answered): string[] {
    if (!content) return body === '' ? [] : ['It has a body.']
    const type = (headers.get('content-type') ?? '').split(';')[0]!
    const documented = content[type]
    return documented ? this.#checkOf(documented.schema)(body) : [`The type ${type} is not documented.`]
  }

  /** Success bodies may have no undocumented members. Problems may have additional members. */
  #checkOf(schema: JsonSchema): Check {
    const isProblem =
      JSON.stringify(schema).includes('/Problem"') || 'code' in ((schema.properties ?? {}) as object)
    const whole = { ...(isProblem ? schema : closed(schema)), components: this.#components }
    const check = this.#checks.get(schema) ?? checker(whole)
    this.#checks.set(schema, check)
    return check
  }
}

function isDecodable(pathname: string): boolean {
  try {
    return Boolean(decodeURIComponent(pathname))
  } catch {
    return false
  }
}

function headerFaults(documented: DocumentedAnswer, headers: Headers): string[] {
  const named = Object.keys(documented.headers).map((name) => name.toLowerCase())
  const faults = telling
    .filter((name) => headers.has(name) && !named.includes(name))
    .map((name) => `The header ${name} is not documented.`)
  if (!headers.has('x-request-id')) faults.push('It has no x-request-id.')
  return faults
}
