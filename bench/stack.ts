import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { localSecrets } from '#local/secrets'
import { startStack } from '#local/stack'
import { migrate, migrationUrl } from '#sql/migrate'
import { serveParent } from './child.ts'

export type StackOptions = {
  /** Made here, and removed at the end. */
  dataDir: string
  portBase: number
  appUrl: string
  /** The model, under the names the server knows it by. */
  model: Record<string, string>
}
export type StackReady = { vars: Record<string, string> }

/** A child process: the stand-ins on data of their own, migrated. Tells the server's whole environment. */
async function start({ dataDir, portBase, appUrl, model }: StackOptions) {
  const remove = () => rm(dataDir, { recursive: true, force: true })
  try {
    const secrets = await localSecrets(join(dataDir, 'secrets.json'))
    const stack = await startStack({ vars: model, secrets, dataDir, portBase, appUrl })
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
