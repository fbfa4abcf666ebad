/** How models mark their thoughts in the text itself: where they begin, and where the answer does. */
const marks: [open: string, close: string][] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['<seed:think>', '</seed:think>'],
  ['◁think▷', '◁/think▷'],
  ['[THINK]', '[/THINK]'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  // gpt-oss without a server that knows its format.
  ['<|channel|>analysis<|message|>', '<|start|>assistant<|channel|>final<|message|>'],
]

/** A text without the thoughts at its beginning. What has an opening mark alone is all thought. */
export function splitThoughts(text: string): { text: string; thoughts: string } {
  const thoughts: string[] = []
  let rest = withOpening(text)
  for (;;) {
    const begun = rest.trimStart()
    const mark = marks.find(([open]) => begun.startsWith(open))
    if (!mark)
      return { text: thoughts.length > 0 ? begun : rest, thoughts: thoughts.filter(Boolean).join('\n\n') }
    const [open, close] = mark
    const end = begun.indexOf(close, open.length)
    thoughts.push(begun.slice(open.length, end < 0 ? undefined : end).trim())
    rest = end < 0 ? '' : begun.slice(end + close.length)
  }
}

/** Whether the beginning of a text may yet become an opening mark. */
export const mayBecomeThoughts = (text: string): boolean => marks.some(([open]) => open.startsWith(text))

/**
 * Some chat templates put the opening mark into the prompt: then the text has the closing one alone, on its own line or
 * right behind a word. An answer that speaks of the mark has it in quotes or between spaces.
 */
function withOpening(text: string): string {
  for (const [open, close] of marks.slice(0, 2)) {
    if (!text.includes(close)) continue
    const end = text.search(
      new RegExp(`^[ \\t]*${close}[ \\t]*$|(?<=[^\\s\`'"“(])${close}(?![,.;:)\`'"”])`, 'm'),
    )
    if (end < 0) continue
    const before = text.slice(0, end)
    const isInCode = (before.match(/^[ \t]*(```|~~~)/gm) ?? []).length % 2 === 1
    if (!before.includes(open) && !isInCode) return open + text
  }
  return text
}
