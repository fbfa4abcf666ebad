/** Renders text in backticks as code. */
export function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 ? <code key={`${index} ${part}`}>{part}</code> : part))
}
