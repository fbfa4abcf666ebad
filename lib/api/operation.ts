import type { z } from 'zod'
import type { ErrorCode } from '#lib/api/errors'
import type { PolicyName } from '#lib/api/limits'
import type { SizeLimit } from '#lib/api/size-limit'
import type { Access, Caller } from '#lib/auth/caller'

/** The result of an operation. `message` is a sentence for people and models. */
export type Reply<T> = {
  status: number
  message: string
  data: T
  headers?: Record<string, string>
  /** True when it answers a request that was made, and counted, before. */
  isRepeat?: boolean
  /** REST sends this text instead of the JSON envelope. */
  text?: { contentType: string; body: string | ReadableStream<Uint8Array> }
}

/** A recorded reply of the server, and the input that led to it. */
export type Example = {
  title: string
  input: Record<string, unknown>
  reply: Omit<Reply<unknown>, 'headers'>
}

type Shape = z.ZodObject | undefined
type Parsed<S> = S extends z.ZodObject ? z.output<S> : unknown

/**
 * One operation of the API; every interface is generated from it. `params`, `query` and `body` are the parts of a
 * REST request; `run` gets them merged. `responses` are the schemas of `data` by success status.
 */
export type Operation<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape> = {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/api/${string}`
  /** Says to people and models what it does and when to call it. At most 300 characters, the limit of GPT Actions. */
  summary: string
  /** True if ChatGPT asks the person before each call. */
  consequential: boolean
  access: Access
  /** The access for callers that act for all users, if it is stricter. */
  accessToAll?: Access
  /** The access for tokens of apps, if it is stricter: the result outlives the sign-in. */
  accessToApps?: Access
  /** The field that names the user; a caller that acts for one user only may leave it out. `userId` by default. */
  userField?: string
  limit?: PolicyName
  /** Set when the operation's own statement counts the request in `api_usage`. */
  countsItself?: true
  params?: P
  query?: Q
  body?: B
  /** Fields that a REST caller may also give by header; the body and the query take precedence. */
  fromHeaders?: (headers: Headers) => Record<string, unknown>
  /** Descriptions of the headers that `fromHeaders` reads. */
  requestHeaders?: Record<string, string>
  responses: Record<number, z.ZodType>
  /** Headers that a response of a success status may have, in addition to the common headers. */
  responseHeaders?: Record<number, ('location' | 'retry-after' | 'idempotent-replayed')[]>
  /** The other media type of a success, which the input's fields can select. */
  text?: 'text/csv' | 'text/markdown' | 'application/x-ndjson' | 'text/event-stream'
  /** Fields that only REST callers may give, since they select the media type in `text`. */
  restOnly?: string[]
  /** The errors of this operation, in addition to `commonErrors` (lib/api/errors.ts). */
  errors?: ErrorCode[]
  examples?: Example[]
  /** Hints for clients that ask a person first. Reads need no hints; without hints, a write counts as destructive. */
  hints?: { destructive: boolean; idempotent: boolean; openWorld: boolean }
  /** False if GPTs do not get the operation; or the fields that GPTs do not get. */
  gpt?: false | { without: string[] }
  /** `sizeLimit` is the size of a reply that the caller accepts; the limit of REST by default. */
  run: (
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown>>
  /** Waits for the job of an earlier 202 reply and returns the reply that `run` would have. */
  resume?: (
    jobId: string,
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown>>
  /** Answers a repeated request, even over the rate limit, since it is not counted again; undefined for a new request. */
  repeated?: (
    input: Parsed<P> & Parsed<Q> & Parsed<B>,
    caller: Caller,
    sizeLimit?: SizeLimit,
  ) => Promise<Reply<unknown> | undefined>
}

/** Infers the types of an operation from a plain object. */
export function operation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(definition: Operation<P, Q, B>): Operation {
  return definition as unknown as Operation
}

/** True if an operation returns a page of a list. */
export const isList = ({ query }: Operation): boolean => query !== undefined && 'limit' in query.shape
