/** Renders text in backticks as code. */
export function withCode(text: string) {
  return [...text.matchAll(/`([^`]*)`|[^`]+/g)].map(({ 0: part, 1: code, index: offset }) =>
    code === undefined ? part : <code key={offset}>{code}</code>,
  )
}
