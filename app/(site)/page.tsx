import { connection } from 'next/server'
import { Suspense } from 'react'
import { ConfigError, type Env, env } from '#lib/env'
import { providers } from '#lib/models/providers'
import { Calls } from './components/calls.tsx'
import { Health, HealthPending } from './components/health.tsx'
import { Operations } from './components/operations.tsx'
import { publicUrl } from './components/public-url.ts'

/** The home page: purpose, health and example calls. It is public, so it shows no secret. */
export default async function Home() {
  await connection()
  const config = readConfig()
  return (
    <>
      <h1>A personal API server for custom GPTs, MCP clients and scripts</h1>
      <p className="lede">
        It stores users, conversations and messages, and answers with an OpenAI-compatible model. Every
        message goes through a durable queue, so an answer survives dropped connections, failures and
        restarts.
      </p>
      {config instanceof ConfigError ? (
        <Unconfigured problems={config.problems} />
      ) : (
        <>
          <section aria-labelledby="health">
            <h2 id="health">Health</h2>
            <Suspense fallback={<HealthPending {...shownModels(config)} />}>
              <Health />
            </Suspense>
          </section>
          <Calls serverUrl={await publicUrl()} model={config.OPENAI_MODEL} />
        </>
      )}
      <Operations />
    </>
  )
}

/** The default model, and the names of the providers if `MODEL_PROVIDERS` is set. */
function shownModels(config: Env) {
  const names = config.MODEL_PROVIDERS ? providers(config).map(({ name }) => name) : []
  return { model: config.OPENAI_MODEL, providers: names }
}

function readConfig(): Env | ConfigError {
  try {
    return env()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

function Unconfigured({ problems }: { problems: string[] }) {
  return (
    <section aria-labelledby="configuration">
      <h2 id="configuration">This server is not configured</h2>
      <p>
        Until you set these environment variables, every call returns{' '}
        <a href="/errors#not_configured">
          <code>not_configured</code>
        </a>
        . Set them and restart the server.
      </p>
      <ul className="problems">
        {problems.map((problem) => {
          const [variable, ...rest] = problem.split(' ')
          return (
            <li key={problem}>
              <code>{variable}</code> {rest.join(' ')}
            </li>
          )
        })}
      </ul>
      <p>
        To try it without configuration, run <code>npm run local</code>: it starts every service it needs.
      </p>
    </section>
  )
}
