import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { newFolder } from '#tests/support/folder'
import { boundKey } from '#tests/support/keys'
import { obedientModel } from '#tests/support/obedient'

const llmprobe = 'node_modules/llmprobe/bin/dist/llmprobe.mjs'

type Entry = {
  id: string
  kind: 'surface' | 'feature'
  supported: boolean
  probed?: boolean
  detail?: string
}
type Result = {
  id: string
  surface: string
  outcome: string
  reason?: string
  failures: { severity: string; message?: string }[]
}
type Report = {
  incomplete?: string
  coverage: { entries: Entry[] }
  conformance: { results: Result[]; warnings: { id: string }[]; nits: { id: string }[] }
}

/** It also tries paths without `/v1`. With only one `/v1` in the address it would probe pages. */
const target = () => `${inject('appUrl')}/v1/v1`

/** With its own time limits it would report a surface as absent when a busy machine is slow. */
const withoutTimeouts = 'data:text/javascript,AbortSignal.timeout = () => new AbortController().signal'

/** The report of llmprobe on the shared server. It fails only if it has nothing to report. */
async function probe(): Promise<Report> {
  const home = await newFolder()
  const { key } = await boundKey()
  const options = ['--api-key', key, '--model', obedientModel, '--json', '--no-bench', '--no-save']
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', withoutTimeouts, llmprobe, target(), ...options],
    { env: { HOME: home, PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv, maxBuffer: 2 ** 24 },
  ).catch((error) => error)
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Surfaces that this server does not offer. */
const otherSurfaces = {
  messages: "Anthropic's API",
  'count-tokens': "Anthropic's API",
  embeddings: 'jobs are chats',
  completions: 'OpenAI keeps it for old models only',
  images: 'jobs are chats',
  'images-edit': 'jobs are chats',
  'audio-speech': 'jobs are chats',
  'audio-transcriptions': 'jobs are chats',
}

/** Features that it does not find, each with its message. */
const otherFeatures = {
  // Refused by name, so that no client assumes that they work.
  logprobs: 'rejects logprobs with HTTP 400',
  'n-choices': 'rejects n=2 with HTTP 400',
  // Thinking is stored separately from the answer, and is neither returned nor sent to the model again.
  reasoning: 'no separate reasoning channel, even with the standard opt-in',
  'reasoning-roundtrip': expect.stringContaining(
    'prompt_tokens identical with and without history reasoning',
  ),
  // Only for servers that call tools themselves.
  'mcp-tools': expect.stringContaining('not probed'),
  // Only with `--full`, which needs more requests than a user may send in an hour.
  'prompt-caching': 'skipped',
}

/** Checks of the offered surfaces that do not pass, each with its message. */
const otherChecks = {
  'chat-logprobs': 'unsupported: rejects logprobs with HTTP 400',
  'chat-n-choices': 'unsupported: rejects n=2 with HTTP 400',
  'chat-reasoning': 'unsupported: no separate reasoning channel, even with the standard opt-in',
  'chat-reasoning-cap': 'inconclusive: the model did not think',
  'responses-reasoning-cap': 'inconclusive: the model did not think',
  'responses-reasoning-roundtrip': 'unsupported: surface has no history-reasoning wire shape',
  'responses-mcp-tools': expect.stringMatching(/^unsupported: not probed/),
  // The model echoes the conversation, so it neither continues its last words nor starts again.
  'chat-assistant-prefill': expect.stringMatching(/^inconclusive: the reply neither continued nor restarted/),
}

/** Checks of what a server may omit. */
const warnings = [
  // The model of this test is not in the configuration.
  'models-includes-target',
]

describe('llmprobe', () => {
  let report: Report
  beforeAll(async () => {
    report = await probe()
  })

  const found = (kind: Entry['kind'], isSupported: boolean) =>
    report.coverage.entries.filter((entry) => entry.kind === kind && entry.supported === isSupported)

  it('finds exactly the surfaces that this server offers', () => {
    expect(report.incomplete).toBeUndefined()
    expect(found('surface', true).map(({ id }) => id)).toEqual(['models', 'chat', 'responses'])
    expect(found('surface', false).map(({ id }) => id)).toEqual(Object.keys(otherSurfaces))
  })

  it('finds every feature except those listed here', () => {
    const missing = found('feature', false).map(({ id, probed, detail }) => [id, probed ? detail : 'skipped'])
    expect(Object.fromEntries(missing)).toEqual(otherFeatures)
    expect(found('feature', true)).toHaveLength(17)
  })

  it('passes every check except those listed here', () => {
    const results = report.conformance.results.filter(
      ({ surface, outcome }) => !(surface in otherSurfaces) && outcome !== 'skipped',
    )
    const others = results.filter(({ outcome }) => outcome !== 'pass')
    const details = others.map(({ id, outcome, reason, failures }) => [
      id,
      `${outcome}: ${reason ?? failures.map(({ message }) => message).join(' ')}`,
    ])
    expect(Object.fromEntries(details)).toEqual(otherChecks)
    expect(results).toHaveLength(67)
  })

  it('warns only about what is listed here', () => {
    const { warnings: warned, nits } = report.conformance
    expect([...warned, ...nits].map(({ id }) => id)).toEqual(warnings)
  })
})
