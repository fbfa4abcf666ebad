import { existsSync } from 'node:fs'

// npm runs this before the scripts that need the packages of `tests/packages`.
if (!existsSync(new URL('../node_modules/@biomejs', import.meta.url))) {
  process.stderr.write(
    '\nRun `npm run setup` first. It installs the packages that test and check the server.\n\n',
  )
  process.exit(1)
}
