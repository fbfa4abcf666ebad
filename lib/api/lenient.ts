import type { z } from 'zod'
import { isObject } from '#lib/json'

/** A number as JSON writes it. */
const numberText = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** The value without those fields of the schema that are null where null means nothing: they count as left out. */
export function withoutNulls(schema: z.ZodObject, value: unknown): unknown {
  if (!isObject(value) || !Object.values(value).includes(null)) return value
  const isLeftOut = ([name, member]: [string, unknown]) =>
    member === null && Object.hasOwn(schema.shape, name) && !schema.shape[name]!.safeParse(null).success
  return Object.fromEntries(Object.entries(value).filter((entry) => !isLeftOut(entry)))
}

/**
 * A field as a model meant it, which may write a number or a truth value as text, or a text as a number. What fits neither
 * way stays as it came.
 */
export function meant(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema || schema.safeParse(value).success) return value
  const fitting = otherForms(value).filter((form) => schema.safeParse(form).success)
  return fitting.length > 0 ? fitting[0] : value
}

function otherForms(value: unknown): unknown[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  if (value === 'true' || value === 'false') return [value === 'true']
  return typeof value === 'string' && numberText.test(value) ? [Number(value)] : []
}
