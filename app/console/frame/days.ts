/** The start of a day, plus `daysLater`, in the reader's time zone. ISO 8601. */
export function startOfDay(day: string, daysLater = 0): string {
  const start = new Date(`${day}T00:00`)
  start.setDate(start.getDate() + daysLater)
  return start.toISOString()
}
