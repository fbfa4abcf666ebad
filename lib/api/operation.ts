import type { z } from 'zod'
import type { PolicyName } from '#lib/api/limits'

/** What an operation answers with; `message` is a sentence for people and models. */
export type Reply<T> = {
  status: number
  message: string
  data: T
  headers?: Record<string, string>
  /** True when it answers a request that was made, and counted, before. */
  isRepeat?: boolean
  /** Answered over REST instead of the JSON envelope. */
  text?: { contentType: string; body: string }
}

type Shape = z.ZodObject | undefined
type Parsed<S> = S extends z.ZodObject ? z.output<S> : unknown

/**
 * One operation of the API, from which every front is made. `params`, `query` and `body` are the parts of a
 * REST request; `run` gets them merged. `responses` are the schemas of `data` by success status.
 */
export type Operation<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape> = {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/api/${string}`
  /** At most 300 characters: GPT Actions refuse more. */
  summary: string
  /** Whether ChatGPT asks the person before each call. */
  consequential: boolean
  auth: 'key' | 'none'
  limit?: PolicyName
  /** Its own statement counts the request in `api_usage`. */
  countsItself?: true
  params?: P
  query?: Q
  body?: B
  /** Fields that a REST caller may also give by header; the body and the query win. */
  fromHeaders?: (headers: Headers) => Record<string, unknown>
  responses: Record<number, z.ZodType>
  run: (input: Parsed<P> & Parsed<Q> & Parsed<B>) => Promise<Reply<unknown>>
  /** Answers a repeated request, which costs its caller nothing, even over the limit; undefined for any other. */
  repeated?: (input: Parsed<P> & Parsed<Q> & Parsed<B>) => Promise<Reply<unknown> | undefined>
}

/** Keeps an operation's types together while it is written as a plain value. */
export function operation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(definition: Operation<P, Q, B>): Operation {
  return definition as unknown as Operation
}
