import { type Env, env } from '#lib/env'
import { isObject } from '#lib/json'
import { explainConnection } from '#lib/models/connection'
import { tunables } from '#lib/tunables'

/** What a check of the model's configuration found. `unknown`: the server does not tell which models it has. */
export type ModelCheck = { latencyMs: number } & (
  | { status: 'ok' }
  | { status: 'down' | 'unknown'; reason: string }
)
type Found = { status: 'ok' } | { status: 'down' | 'unknown'; reason: string }

type Config = Pick<Env, 'OPENAI_BASE_URL' | 'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'OPENAI_FALLBACK_MODELS'>

/**
 * Asks OPENAI_BASE_URL once for its list of models, which costs nothing, whether the address, the key and the models
 * that are configured are right. Never throws. A reason names the variable to correct, and no secret.
 */
export async function checkModel(config: Config): Promise<ModelCheck> {
  const started = performance.now()
  const found = await ask(config)
  return { ...found, latencyMs: Math.round(performance.now() - started) }
}

async function ask(config: Config): Promise<Found> {
  const signal = AbortSignal.timeout(tunables.modelCheckMs)
  try {
    const response = await get(config, '/models', signal)
    if (!response.ok) return ofStatus(response.status, await response.text())
    const body: unknown = await response.json().catch(() => undefined)
    if (!isObject(body) || !Array.isArray(body.data)) return down(notApi)
    const listed = body.data.map((model) => String(Object(model).id))
    return (await missingModel(config, listed, signal)) ?? { status: 'ok' }
  } catch (error) {
    if (!signal.aborted) return down(explainConnection(error, config.OPENAI_BASE_URL))
    const seconds = tunables.modelCheckMs / 1000
    return down(`${hostOf(config)} did not answer within ${seconds} seconds. Correct OPENAI_BASE_URL.`)
  }
}

const get = ({ OPENAI_BASE_URL, OPENAI_API_KEY }: Config, path: string, signal: AbortSignal) =>
  fetch(OPENAI_BASE_URL + path, { headers: { authorization: `Bearer ${OPENAI_API_KEY}` }, signal })

const down = (reason: string): Found => ({ status: 'down', reason })
const unknown = (reason: string): Found => ({ status: 'unknown', reason })
const hostOf = ({ OPENAI_BASE_URL }: Config) => new URL(OPENAI_BASE_URL).host
const notApi = 'The server at OPENAI_BASE_URL gives no list of models. Most addresses end in /v1.'

/** What an error says of the configuration. A key of OpenAI's may be kept from the list, and still be good for chats. */
function ofStatus(status: number, body: string): Found {
  const isKey = status === 401 || (status === 400 && /api.?key/i.test(body))
  if (isKey && !/missing scopes|insufficient permissions/i.test(body))
    return down('The provider refused the key of this server. Correct OPENAI_API_KEY.')
  if (status === 429 || status >= 500) return down(`The provider answered with status ${status}.`)
  return unknown(status === 404 ? notApi : `The provider does not tell its models (status ${status}).`)
}

/** The first configured model that the provider neither lists nor knows by its name. */
async function missingModel(
  config: Config,
  listed: string[],
  signal: AbortSignal,
): Promise<Found | undefined> {
  const { OPENAI_MODEL, OPENAI_FALLBACK_MODELS } = config
  // Azure lists models where callers name deployments, and LiteLLM may list a pattern.
  if (
    new URL(config.OPENAI_BASE_URL).hostname.endsWith('.azure.com') ||
    listed.some((id) => id.includes('*'))
  )
    return undefined
  for (const model of [OPENAI_MODEL, ...OPENAI_FALLBACK_MODELS]) {
    if (isListed(model, listed)) continue
    const { status } = await get(config, `/models/${encodeURIComponent(model)}`, signal)
    if (status !== 404) continue
    const variable = model === OPENAI_MODEL ? 'OPENAI_MODEL' : 'OPENAI_FALLBACK_MODELS'
    return down(`The provider has no model "${model}". Correct ${variable}.`)
  }
  return undefined
}

/** Ollama lists tags, Google a folder, and OpenRouter leaves out what follows a colon. */
const isListed = (model: string, listed: string[]) =>
  [model, `${model}:latest`, `models/${model}`, model.replace(/:[^:/]+$/, '')].some((id) =>
    listed.includes(id),
  )

let known: { check: Promise<ModelCheck>; atMs: number } | undefined

/**
 * The check of this server's own configuration, remembered for `modelCheckSeconds`, or for a tenth of it while the model is down. Only the first call of a
 * process waits: afterwards the check is repeated beside the answer.
 */
export async function rememberedModelCheck(): Promise<ModelCheck> {
  if (!known) return remember()
  const { check, atMs } = known
  const found = await check
  const keptMs = tunables.modelCheckSeconds * (found.status === 'down' ? 100 : 1_000)
  if (Date.now() - atMs > keptMs && known.check === check) void refresh(check)
  return found
}

function remember(): Promise<ModelCheck> {
  const check = checkModel(env())
  known = { check, atMs: Date.now() }
  return check
}

/** Until the new check is done the old one stays. */
async function refresh(old: Promise<ModelCheck>): Promise<void> {
  known = { check: old, atMs: Date.now() }
  const found = await checkModel(env())
  known = { check: Promise.resolve(found), atMs: Date.now() }
}
