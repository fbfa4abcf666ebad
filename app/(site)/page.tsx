import { connection } from 'next/server'
import { Suspense } from 'react'
import { ConfigError, type Env, env } from '#lib/env'
import { providers } from '#lib/models/providers'
import { Calls } from './components/calls.tsx'
import { Health, HealthPending } from './components/health.tsx'
import { Operations } from './components/operations.tsx'
import { publicUrl } from './components/public-url.ts'

/** What this server is, whether it works, and how to call it. Public: it names no secret's value. */
export default async function Home() {
  await connection()
  const config = readConfig()
  return (
    <>
      <h1>A personal API server for custom GPTs, MCP clients and scripts</h1>
      <p className="lede">
        It keeps users, conversations and messages, and answers through an OpenAI-compatible model. A durable
        queue carries every message, so that an answer outlives hang-ups, failures and restarts.
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

/** The default model, and the providers where there are several. */
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
        Until these environment variables are set, every call is answered with{' '}
        <a href="/errors#not_configured">
          <code>not_configured</code>
        </a>
        . Set them and start the server again.
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
        To try it without any configuration, run <code>npm run local</code>: it brings every service with it.
      </p>
    </section>
  )
}
