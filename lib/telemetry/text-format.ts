/** The two text formats that Prometheus reads. */
export const contentTypes = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const
export type TextFormat = keyof typeof contentTypes

/** Returns the format that a scraper requests in its Accept header. */
export function formatOf(accept: string | null | undefined): { form: TextFormat; contentType: string } {
  const form = /\bapplication\/openmetrics-text\b/.test(accept ?? '') ? 'openmetrics' : 'prometheus'
  return { form, contentType: contentTypes[form] }
}
