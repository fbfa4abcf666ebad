/** One or more sentences in English and Korean. Code is in backticks. */
export type Text = { en: string; ko: string }

/** The case in which a variable is required. A variable without a need is optional. */
type Need = keyof typeof needs

export const needs = {
  always: { en: 'yes', ko: '필수' },
  called: { en: 'with QStash or Inngest', ko: 'QStash, Inngest 사용 시' },
  pooler: { en: 'with a transaction pooler', ko: '트랜잭션 풀러 사용 시' },
  redis: { en: 'this or Upstash', ko: 'Upstash와 택일' },
  upstash: { en: 'this or Redis', ko: 'Redis와 택일' },
  qstash: { en: 'with QStash', ko: 'QStash 사용 시' },
  inngest: { en: 'with Inngest', ko: 'Inngest 사용 시' },
  openai: { en: 'for OpenAI', ko: 'OpenAI 사용 시' },
  callbacks: { en: 'for `callbackUrl`', ko: '`callbackUrl` 사용 시' },
  provider: { en: 'all four or none', ko: '변수 4개를 모두 설정하거나 모두 생략' },
} as const satisfies Record<string, Text>

/** One environment variable. `default` describes a default that depends on something; other defaults are in the schema. */
export type Variable = {
  name: string
  required?: Need
  default?: Text
  text: Text
  /** A value to copy. */
  example?: string
  /** The page of docs/ with more information. */
  see?: string
}

export type VariableGroup = { title: Text; text?: Text; variables: Variable[] }
