type Cell = string | number | null

/** Formats a table as CSV (RFC 4180). The first line has the column names. */
export function toCsv(lines: Cell[][]): string {
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

/** Prefixes text that a spreadsheet would run as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
function cell(value: Cell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
