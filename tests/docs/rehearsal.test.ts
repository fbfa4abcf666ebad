import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { parseEnv } from '#lib/env'
import { variableGroups } from '#lib/env/variables'
import { root } from '#local/server'
import { graceSeconds } from '#tests/support/durations'
import { inlineCommands, pages } from './commands.ts'
import { type Call, note, type Read, read, readCall, rehearse } from './rehearsal.ts'
import { blocksOf } from './support.ts'

const run = promisify(execFile)
const linesOf = async (page: string) => (await blocksOf(page, 'sh')).join('\n')

/** The commands of these programs in the sentences of all pages. */
async function inSentences(programs: RegExp): Promise<string[]> {
  return (await Promise.all(pages.map(inlineCommands))).flat().filter((command) => programs.test(command))
}

const unit = await read('deploy/gpts-api-server@.service')
const account = /^User=(.*)$/m.exec(unit)![1]!
const compose = parse(await read('compose.yaml'))
const serverName = /server_name (\S+);/.exec(await read('deploy/nginx.conf'))![1]!

/** Clones of the repository come from this checkout, which may belong to another user. */
const gitConfig = `[url "${root}"]
insteadOf = https://github.com/OWNER/gpts-api-server
[safe]
directory = *`
/** Requests go to the test server. */
const curl = `exec /usr/bin/curl -sS "\${@/http:\\/\\/127.0.0.1:300[01]/$URL}"`

/** Prints what the page searches for. */
const logs = `${note}\necho job_019f3a`

/** Every call has the form of its manual. proofs.ts has the commands of npm. */
const readCalls = (calls: Call[]): Read[] => calls.filter(([program]) => program !== 'npm').map(readCall)

const named = (calls: Read[], start: string) => calls.filter(({ name }) => name.startsWith(start))

describe.each(['docs/self-hosting.md', 'docs/upgrading.md'])('the commands of %s', (page) => {
  it('do what they say, on a machine with the programs that they install', async () => {
    const changing = ['adduser', 'apt-get', 'certbot', 'nginx', 'npm', 'runuser', 'sleep', 'systemctl']
    const [env] = await blocksOf('docs/self-hosting.md', 'dotenv')
    const extra = page === 'docs/self-hosting.md' ? await inSentences(/^(chmod|docker|systemctl) /) : []
    const { folder, calls } = await rehearse([await linesOf(page), ...extra].join('\n'), {
      real: ['chmod', 'cp', 'git', 'grep', 'ln', 'sh'],
      noted: [...changing, 'redis-cli', '/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh'],
      scripts: { curl, docker: logs, journalctl: logs },
      vars: { URL: inject('appUrl') },
      files: {
        '/.gitconfig': gitConfig,
        '/etc/gpts-api-server.env': env!,
        '/etc/systemd/system/none': '',
        '/etc/nginx/sites-available/none': '',
        '/etc/nginx/sites-enabled/none': '',
        '/etc/caddy/none': '',
        '/opt/none': '',
      },
    })
    const placed = (file: string) => readFile(join(folder, file), 'utf8')
    expect(await placed('/opt/gpts-api-server/package.json')).toContain('"gpts-api-server"')
    if (page === 'docs/self-hosting.md') {
      expect(await placed('/etc/systemd/system/gpts-api-server@.service')).toBe(unit)
      expect(await placed('/etc/nginx/sites-enabled/gpts-api-server')).toBe(await read('deploy/nginx.conf'))
      expect(await placed('/etc/caddy/Caddyfile')).toBe(await read('deploy/Caddyfile'))
    }
    checkSystem(readCalls(calls.filter(([program]) => program !== 'sleep')))
  })
})

/** Accounts, units, databases, services and the certificate are those of the files in the repository. */
function checkSystem(calls: Read[]) {
  for (const { words } of named(calls, 'adduser')) expect(words).toEqual([account])
  for (const { name, words } of named(calls, 'systemctl '))
    for (const word of words) expect(word, name).toMatch(/^(gpts-api-server@(300[01]|\*)|nginx|caddy)$/)
  for (const { options } of named(calls, 'certbot ')) {
    expect(options.domain).toBe(serverName)
    expect([options['pre-hook'], options['post-hook']]).toEqual([
      'systemctl stop nginx',
      'systemctl start nginx',
    ])
  }
  for (const { within } of calls.filter(({ name }) => /^(pg_|create|psql)/.test(name)))
    expect([account, 'postgres']).toContain(within)
  for (const { options, words } of calls.filter(({ name }) => /^(pg_|createdb|psql)/.test(name)))
    if (options.username) expect(options.username).toBe(compose.services.postgres.environment.POSTGRES_USER)
    else if (words[0] === account) expect(options.owner ?? account).toBe(account)
  for (const { words } of named(calls, 'docker compose '))
    for (const word of words) expect(Object.keys(compose.services)).toContain(word)
  for (const { options, words } of named(calls, 'docker run')) {
    expect(words).toEqual([compose.services.server.image])
    expect(Number(options['stop-timeout'])).toBeGreaterThan(graceSeconds)
  }
}

it('every file of variables has only known ones, and no comment after a value, which systemd and Docker would keep', async () => {
  const blocks = (await Promise.all(pages.map((page) => blocksOf(page, 'dotenv')))).flat()
  expect(blocks.length).toBeGreaterThan(3)
  const known = variableGroups.flatMap(({ variables }) => variables.map(({ name }) => name))
  const others = ['POSTGRES_PASSWORD', 'NODE_EXTRA_CA_CERTS']
  for (const line of blocks.join('').trim().split('\n')) {
    expect([...known, ...others]).toContain(line.split('=')[0])
    expect(line).not.toMatch(/\s/)
  }
})

it('openssl prints secrets that the server accepts', async () => {
  const secret = async (command: string) => (await run('bash', ['-c', command])).stdout.trim()
  const given = {
    ...inject('appVars'),
    API_SECRET_KEY: await secret('openssl rand -base64 32'),
    WEBHOOK_SECRET: await secret('echo "whsec_$(openssl rand -base64 32)"'),
  }
  expect(parseEnv(given)).toMatchObject({ API_SECRET_KEY: given.API_SECRET_KEY })
  const password = await secret('openssl rand -hex 32')
  expect(new URL(`postgresql://gpts:${password}@postgres/gpts`).password).toBe(password)
})

it('npm ls shows the one copy of a package', async () => {
  const { stdout } = await run('npm', ['ls', '--workspaces', '--include-workspace-root', 'zod', '--json'], {
    cwd: root,
  })
  expect(stdout.match(/"zod": \{\s+"version": "[^"]+"/g)).not.toBeNull()
})

it('the lines of docs/vercel.md start inngest-cli with the address of our functions', async () => {
  const { calls } = await rehearse(await linesOf('docs/vercel.md'), {
    real: ['openssl'],
    noted: ['npm', 'npx'],
  })
  const [inngest] = readCalls(calls)
  const { origin, pathname } = new URL(String(inngest!.options['sdk-url']))
  expect(origin).toBe('http://127.0.0.1:3000')
  expect(existsSync(join(root, `app${pathname}/route.ts`))).toBe(true)
})

it('docs/connect.md installs the plugin that it makes', async () => {
  const commands = await inSentences(/^(claude|codex) /)
  const lines = [await linesOf('docs/connect.md'), ...commands].join('\n')
  const { folder, calls } = await rehearse(lines, {
    noted: ['claude', 'codex'],
    scripts: { npm: `exec ${process.execPath} ${root}/local/plugin.ts "\${@:4}" >/dev/null` },
  })
  const files: Record<string, string> = {
    claude: '.claude-plugin/marketplace.json',
    codex: '.agents/plugins/marketplace.json',
  }
  const sources = new Set<string>()
  for (const { name, options, words } of calls.map(readCall)) {
    const source = String(options['plugin-dir'] ?? words[0])
    if (name.includes('marketplace') || options['plugin-dir']) {
      const text = await readFile(join(folder, source, files[name.split(' ')[0]!]!), 'utf8')
      const marketplace = JSON.parse(text)
      for (const plugin of marketplace.plugins) sources.add(`${plugin.name}@${marketplace.name}`)
    } else if (name === 'codex mcp login') {
      const { mcpServers } = JSON.parse(await readFile(join(folder, 'plugin', source, '.mcp.json'), 'utf8'))
      expect(Object.keys(mcpServers)).toContain(source)
    } else expect([...sources]).toContain(source)
  }
  expect(calls).toHaveLength(6)
})

it('docs/mcp.md adds a server that answers', async () => {
  const line = (await blocksOf('docs/mcp.md', 'sh')).find((block) => block.startsWith('claude '))!
  const { API_SECRET_KEY = '' } = inject('appVars')
  const { calls } = await rehearse(line, {
    noted: ['claude'],
    vars: { URL: inject('appUrl'), API_SECRET_KEY },
  })
  const { options, words } = readCall(calls[0]!)
  expect(options.transport).toBe('http')
  const [header, value] = String(options.header).split(': ')
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'reader', version: '1' },
  }
  const response = await fetch(words[1]!, {
    method: 'POST',
    headers: {
      [header!]: value!,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('"serverInfo"')
})
