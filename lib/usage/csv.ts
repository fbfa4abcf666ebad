type Cell = string | number | null

/** A table as CSV (RFC 4180), its columns those of the first line. */
export function toCsv(lines: Cell[][]): string {
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. https://owasp.org/www-community/attacks/CSV_Injection */
function cell(value: Cell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
