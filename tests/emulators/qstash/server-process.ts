import { startQStash } from '#emulators/qstash/server'
import { credentials } from './credentials.ts'

/** An emulator in a separate process, so that a test can kill it: `node server-process.ts <dataFile>`. */
const [, , dataFile] = process.argv
const server = await startQStash({ port: 0, ...credentials, dataFile })
process.stdout.write(`${server.url}\n`)
