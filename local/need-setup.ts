import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#local/server'

// npm runs this before the scripts that need the packages of `tests/packages`.
if (!existsSync(join(root, 'node_modules', '@biomejs'))) {
  process.stderr.write(
    '\nRun `npm run setup` first. It installs the packages that test and check the server.\n\n',
  )
  process.exit(1)
}
