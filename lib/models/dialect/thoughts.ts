/** The marks with which models enclose reasoning in the text. */
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
  // gpt-oss behind a server that does not parse its format.
  ['<|channel|>analysis<|message|>', '<|start|>assistant<|channel|>final<|message|>'],
]

/** Splits the reasoning from the beginning of a text. Without a closing mark, all of the text is reasoning. */
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

/** True if the text may be the start of an opening mark. */
export const mayBecomeThoughts = (text: string): boolean => marks.some(([open]) => open.startsWith(text))

/**
 * Adds a missing opening mark. Some chat templates put it into the prompt, so the text has only the closing mark, on its
 * own line or right after a word. An answer that mentions the mark has it in quotes, in code or between spaces.
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
