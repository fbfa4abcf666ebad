import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import nextEnv from '@next/env'
import { ConfigError, parsePublicUrl } from '#lib/env'
import { operations } from '#lib/operations'
import { pluginAddressProblem } from '#lib/plugin/address'
import { pluginName } from '#lib/plugin/name'
import { pluginFiles, zipFiles } from '#lib/plugin/package'
import { listingText } from './listing.ts'
import { root } from './server.ts'

const usage = `usage: npm run plugin -- <folder> [address]
The address is the URL of your server, such as https://chat.example.com. The default is PUBLIC_URL.`

/** A wrong call of the command. The message is for the person at the terminal. */
class UsageError extends Error {}

/**
 * `npm run plugin -- <folder> [address]`: writes a server's plugin into the folder, as `<name>/` and as `<name>.zip`, and
 * the texts of a public listing as `listing.md`. Replaces files of an earlier run.
 */
async function main([folder, address, ...rest]: string[]): Promise<void> {
  if (!folder || folder.startsWith('-') || rest.length > 0) throw new UsageError(usage)
  nextEnv.loadEnvConfig(root, false, { info: () => {}, error: () => {} })
  const given = address ?? process.env.PUBLIC_URL
  if (!given) throw new UsageError(`PUBLIC_URL is not set.\n${usage}`)
  const publicUrl = parsePublicUrl(given)
  const fault = pluginAddressProblem(publicUrl)
  if (fault) throw new UsageError(fault)
  const target = resolve(folder)
  await writePlugin(target, publicUrl)
  const name = pluginName(publicUrl)
  process.stdout.write(
    `The plugin of ${publicUrl} is in ${join(target, name)}, and in ${name}.zip next to it.\n` +
      'docs/connect.md says how to install it. listing.md has the texts for a public listing.\n',
  )
}

async function writePlugin(target: string, publicUrl: string): Promise<void> {
  const name = pluginName(publicUrl)
  const files = pluginFiles(publicUrl)
  await rm(join(target, name), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    const file = join(target, name, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await writeFile(join(target, `${name}.zip`), zipFiles(files))
  await writeFile(join(target, 'listing.md'), listingText(operations, publicUrl))
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const isUserError =
    error instanceof UsageError || error instanceof ConfigError || (error as NodeJS.ErrnoException).code
  if (!isUserError) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
