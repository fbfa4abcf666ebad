import type { Language } from '#app/languages'

/** Replaces `{name}`, and chooses from "one | several" by `count` and the language's plural rules. */
export function fillIn(text: string, values: Record<string, string | number>, language: Language): string {
  const [one, several = one] = text.split(' | ')
  const isOne = new Intl.PluralRules(language).select(Number(values.count ?? 2)) === 'one'
  const chosen = (isOne ? one : several)!
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Formatters of a language for numbers, money and times. Times are in the reader's time zone. */
export function formatsOf(language: Language) {
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  return {
    number: (value: number) => value.toLocaleString(language),
    compact: (value: number) => compact.format(value),
    percent: (share: number) => percent.format(share),
    /** US dollars, with more digits for small sums. */
    money: (usd: number) => moneyFormat(language, usd).format(usd),
    time: (iso: string | number) => dateTime.format(new Date(iso)),
    /** "3 minutes ago" */
    ago(iso: string | number, now = Date.now()) {
      const seconds = Math.round((new Date(iso).getTime() - now) / 1_000)
      const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units[5]
      return relative.format(Math.trunc(seconds / size), unit)
    },
    /** "340 ms", "2.5 s", "3 min" */
    duration(ms: number) {
      const [value, unit] =
        ms < 1_000
          ? ([ms, 'millisecond'] as const)
          : ms < 120_000
            ? ([ms / 1_000, 'second'] as const)
            : ([ms / 60_000, 'minute'] as const)
      const digits = unit === 'second' && value < 10 ? 1 : 0
      const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const
      return new Intl.NumberFormat(language, style).format(value)
    },
  }
}

function moneyFormat(language: Language, usd: number): Intl.NumberFormat {
  const isSmall = usd !== 0 && Math.abs(usd) < 0.1
  const digits = isSmall ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', ...digits })
}
