import type { z } from 'zod'
import type { ErrorCode } from '#lib/api/errors'
import type { PolicyName } from '#lib/api/limits'
import type { SizeLimit } from '#lib/api/size-limit'
import type { Access, Caller } from '#lib/auth/caller'

/** What an operation answers with; `message` is a sentence for people and models. */
export type Reply<T> = {
  status: number
  message: string
  data: T
  headers?: Record<string, string>
  /** True when it answers a request that was made, and counted, before. */
  isRepeat?: boolean
  /** Answered over REST instead of the JSON envelope. */
  text?: { contentType: string; body: string | ReadableStream<Uint8Array> }
}

/** An answer that the server gave, with the fields that it was given for. */
export type Example = {
  title: string
  input: Record<string, unknown>
  reply: Omit<Reply<unknown>, 'headers'>
}

type Shape = z.ZodObject | undefined
type Parsed<S> = S extends z.ZodObject ? z.output<S> : unknown

/**
 * One operation of the API, from which every front is made. `params`, `query` and `body` are the parts of a
 * REST request; `run` gets them merged. `responses` are the schemas of `data` by success status.
 */
export type Operation<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape> = {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/api/${string}`
  /** For people and models: what it does, and when to call it. At most 300 characters: GPT Actions refuse more. */
  summary: string
  /** Whether ChatGPT asks the person before each call. */
  consequential: boolean
  access: Access
  /** What a caller needs that acts for all users, where that is more. */
  accessToAll?: Access
  /** What the access token of an app needs, where that is more: its work outlives the sign-in. */
  accessToApps?: Access
  /** The field that names the user; a caller that acts for one user alone may leave it out. `userId` by default. */
  userField?: string
  limit?: PolicyName
  /** Its own statement counts the request in `api_usage`. */
  countsItself?: true
  params?: P
  query?: Q
  body?: B
  /** Fields that a REST caller may also give by header; the body and the query win. */
  fromHeaders?: (headers: Headers) => Record<string, unknown>
  /** What each header means that `fromHeaders` reads. */
  requestHeaders?: Record<string, string>
  responses: Record<number, z.ZodType>
  /** Headers that a success status may come with, besides those of every answer. */
  responseHeaders?: Record<number, ('location' | 'retry-after' | 'idempotent-replayed')[]>
  /** The media type that a success may also have, where its fields ask for it. */
  text?: 'text/csv' | 'text/markdown' | 'application/x-ndjson' | 'text/event-stream'
  /** Fields that only REST callers may give: they ask for that media type. */
  restOnly?: string[]
  /** The errors that only some operations give; `lib/api/errors.ts` knows those that all give. */
  errors?: ErrorCode[]
  examples?: Example[]
  /** Hints for clients that ask a person first. What only reads needs none; the rest counts as destructive. */
  hints?: { destructive: boolean; idempotent: boolean; openWorld: boolean }
  /** False when a GPT has no use for it; or the fields that a GPT has no use for. */
  gpt?: false | { without: string[] }
  /** `sizeLimit` is how much of an answer the caller can take: that of REST unless it is given. */
  run: (
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown>>
  /** Waits for the job that a reply with 202 has named, as `run` would have. */
  resume?: (
    jobId: string,
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown>>
  /** Answers a repeated request, which costs its caller nothing, even over the limit; undefined for any other. */
  repeated?: (
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown> | undefined>
}

/** Keeps an operation's types together while it is written as a plain value. */
export function operation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(definition: Operation<P, Q, B>): Operation {
  return definition as unknown as Operation
}

/** Whether an operation gives a page of a list. */
export const isList = ({ query }: Operation): boolean => query !== undefined && 'limit' in query.shape
