import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ParseArgsConfig, parseArgs, promisify } from 'node:util'
import { root } from '#local/server'
import { newFolder } from '#tests/support/folder'

const run = promisify(execFile)

/** A program and its arguments. */
export type Call = string[]

export type Rehearsal = { folder: string; calls: Call[] }

type Options = {
  /** Programs that run. No other program of this machine is found. */
  real?: string[]
  /** Programs whose calls are only noted. */
  noted: string[]
  /** Programs with a body of their own, in bash. */
  scripts?: Record<string, string>
  vars?: Record<string, string>
  /** Files that exist before, by their path. The home folder is `/`. */
  files?: Record<string, string>
}

/** Notes a call by one write, because calls in the background may be noted at the same time. */
export const note = `printf -v call '%s\\x1f' "\${0##*/}" "$@"; printf '%s\\x1e' "$call" >>"$CALLS"`

/** Runs lines of a page in bash, in a new folder that also has `/etc`, `/opt` and `/usr` in it. Stops at the first error. */
export async function rehearse(lines: string, options: Options): Promise<Rehearsal> {
  const folder = await realpath(await newFolder())
  const bin = join(folder, 'bin')
  const inside = (text: string) => text.replaceAll(/(?<![\w./-])\/(etc|opt|usr)\//g, `${folder}/$1/`)
  await mkdir(bin)
  const write = async (file: string, text: string) => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  const program = async (name: string, body: string) => {
    const file = name.startsWith('/') ? inside(name) : join(bin, name)
    await write(file, `#!/bin/bash\n${body}\n`)
    await chmod(file, 0o755)
  }
  for (const name of options.real ?? []) {
    const { stdout } = await run('bash', ['-c', 'command -v "$0"', name])
    await symlink(stdout.trim(), join(bin, name))
  }
  for (const name of options.noted) await program(name, note)
  for (const [name, body] of Object.entries(options.scripts ?? {})) await program(name, body)
  for (const [file, text] of Object.entries(options.files ?? {})) await write(join(folder, file), text)
  const calls = join(folder, 'calls')
  await writeFile(calls, '')
  const env = { NODE_ENV: 'test' as const, HOME: folder, PATH: bin, CALLS: calls, ...options.vars }
  await run('/bin/bash', ['--norc', '-euc', `${inside(lines)}\nwait`], { cwd: folder, env, timeout: 60_000 })
  const noted = (await readFile(calls, 'utf8')).split('\x1f\x1e').filter(Boolean)
  return { folder, calls: noted.map((call) => call.replaceAll(folder, '').split('\x1f')) }
}

const flag = { type: 'boolean' } as const
const text = { type: 'string' } as const

/** The options that the manuals of these programs give them. */
const manuals: Record<string, NonNullable<ParseArgsConfig['options']>> = {
  adduser: { system: flag, group: flag },
  'apt-get install': {},
  'apt.postgresql.org.sh': { yes: { ...flag, short: 'y' } },
  'certbot certonly': {
    standalone: flag,
    domain: { ...text, short: 'd' },
    'pre-hook': text,
    'post-hook': text,
  },
  createdb: { owner: text, username: text },
  createuser: {},
  pg_dump: { format: text, username: text },
  pg_restore: { 'no-owner': flag, 'exit-on-error': flag, dbname: text, username: text },
  psql: { username: text, dbname: text, command: text },
  'redis-cli flushdb': {},
  'valkey-cli flushdb': {},
  'nginx -t': {},
  'systemctl daemon-reload': {},
  'systemctl enable': { now: flag },
  'systemctl start': {},
  'systemctl status': {},
  'systemctl stop': {},
  'systemctl restart': {},
  'systemctl reload': {},
  journalctl: { unit: { ...text, short: 'u' }, output: { ...text, short: 'o' } },
  'docker build': { tag: text },
  'docker run': { init: flag, 'env-file': text, publish: text, 'stop-timeout': text },
  'docker compose up': { detach: flag, build: flag, wait: flag },
  'docker compose down': {},
  'docker compose start': {},
  'docker compose stop': {},
  'docker compose logs': { follow: flag },
  'npx inngest-cli@latest start': { 'sdk-url': { ...text, short: 'u' } },
  'claude mcp add': { transport: text, header: text },
  'claude plugin marketplace add': {},
  'claude plugin install': {},
  claude: { 'plugin-dir': text },
  'codex plugin marketplace add': {},
  'codex plugin add': {},
  'codex mcp login': {},
}

export type Read = {
  /** The program with its subcommands. */
  name: string
  options: Record<string, unknown>
  words: string[]
  /** The account of `runuser`, or the service of `docker compose exec`. */
  within?: string
}

/** A call as its manual reads it. Throws on an unknown command or option. */
export function readCall(call: Call): Read {
  const [program, first] = call
  if (program === 'runuser' && first === '-u' && call[3] === '--')
    return { ...readCall(call.slice(4)), within: call[2]! }
  if (call.slice(0, 4).join(' ') === 'docker compose exec -T')
    return { ...readCall(call.slice(5)), within: call[4]! }
  const names = Object.keys(manuals).filter((name) => `${call.join(' ')} `.startsWith(`${name} `))
  const name = names.sort((a, b) => b.length - a.length)[0]
  if (!name) throw new Error(`No manual says what this is: ${call.join(' ')}`)
  const args = call.slice(name.split(' ').length)
  const { values, positionals } = parseArgs({ args, options: manuals[name]!, allowPositionals: true })
  return { name, options: values, words: positionals }
}

/** The text of a file of the checkout. */
export const read = (file: string) => readFile(join(root, file), 'utf8')
