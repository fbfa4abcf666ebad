import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '#local/ports'
import { localSecrets } from '#local/secrets'
import { startStack } from '#local/stack'
import { migrate, migrationUrl } from '#sql/migrate'
import { serveParent } from './child.ts'
import { startMachineRedis } from './redis.ts'

export type StackOptions = {
  /** Created here, and removed at the end. */
  dataDir: string
  portBase: number
  /** Use the emulators of the hosted services. */
  hosted: boolean
  appUrl: string
  /** The environment variables that configure the model. */
  model: Record<string, string>
}
export type StackReady = { vars: Record<string, string> }

/** A child process: the services with their own migrated data. Returns the server's whole environment. */
async function start({ dataDir, portBase, hosted, appUrl, model }: StackOptions) {
  const redis = hosted ? undefined : await startMachineRedis(await freePort(portBase + 6))
  const remove = async () => {
    await redis?.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const secrets = await localSecrets(join(dataDir, 'secrets.json'))
    const stack = await startStack({
      vars: { ...model, ...(redis && { LOCAL_REDIS_URL: redis.url }) },
      ...{ secrets, dataDir, portBase, appUrl, hosted },
    })
    const vars = {
      ...model,
      ...stack.vars,
      PUBLIC_URL: appUrl,
      API_SECRET_KEY: secrets.apiKey,
      RATE_LIMIT_PER_HOUR: '1000000000',
    }
    const close = () => stack.close().finally(remove)
    try {
      await migrate(migrationUrl(stack.vars)!)
    } catch (error) {
      await close()
      throw error
    }
    return { ready: { vars } satisfies StackReady, close }
  } catch (error) {
    await remove()
    throw error
  }
}

serveParent(start)
