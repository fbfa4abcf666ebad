import type { z } from 'zod'
import { isObject } from '#lib/json'

/** A number in JSON's syntax. */
const numberText = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** Removes the fields that are null although their schema does not allow null. They count as left out. */
export function withoutNulls(schema: z.ZodObject, value: unknown): unknown {
  if (!isObject(value) || !Object.values(value).includes(null)) return value
  const isLeftOut = ([name, member]: [string, unknown]) =>
    member === null && Object.hasOwn(schema.shape, name) && !schema.shape[name]!.safeParse(null).success
  return Object.fromEntries(Object.entries(value).filter((entry) => !isLeftOut(entry)))
}

/**
 * Converts a field to the type that the schema wants: models may write a number or a boolean as text, or a text as a
 * number. Returns the value unchanged when no conversion fits.
 */
export function coerceField(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema || schema.safeParse(value).success) return value
  const fitting = otherForms(value).filter((form) => schema.safeParse(form).success)
  return fitting.length > 0 ? fitting[0] : value
}

function otherForms(value: unknown): unknown[] {
  if (typeof value === 'number') return [String(value)]
  if (value === 'true' || value === 'false') return [value === 'true']
  return typeof value === 'string' && numberText.test(value) ? [Number(value)] : []
}
