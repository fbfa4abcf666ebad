/** The moment at which a day begins where the reader is, or the one so many days later, as ISO text. */
export function startOfDay(day: string, daysLater = 0): string {
  const start = new Date(`${day}T00:00`)
  start.setDate(start.getDate() + daysLater)
  return start.toISOString()
}
