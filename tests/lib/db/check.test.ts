import { writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { Client } from 'pg'
import { generate } from 'selfsigned'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkDatabase } from '#lib/db/check'
import { connectionConfig } from '#lib/db/connection'
import { databaseAddressOf } from '#lib/db/explain'
import { createDatabase } from '#tests/support/database'
import { newFolder } from '#tests/support/folder'
import { listenLocally } from '#tests/support/listen'
import { useLongTimeouts } from '#tests/support/timeouts'

let url: string
beforeAll(async () => {
  await useLongTimeouts()
  url = await createDatabase()
})

/** The database's address with a part of it changed. */
function changed(change: (address: URL) => void): string {
  const address = new URL(url)
  change(address)
  return address.href
}

const problemOf = (DATABASE_URL: string, DATABASE_URL_UNPOOLED?: string) =>
  checkDatabase({ DATABASE_URL, DATABASE_URL_UNPOOLED }).then(
    () => undefined,
    (error: Error) => error.message,
  )

/** A server that handles its connections with this function. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    serve(socket)
  })
  const port = await listenLocally(server)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return port
}

describe('checkDatabase', () => {
  it('accepts a PostgreSQL that is new enough, with one or two addresses', async () => {
    expect(await problemOf(url)).toBeUndefined()
    expect(await problemOf(url, url)).toBeUndefined()
  })

  it.each<[string, () => string, RegExp]>([
    [
      'a dead port',
      () => changed((u) => (u.port = '1')),
      /^DATABASE_URL: nothing listens at 127\.0\.0\.1:1\./,
    ],
    [
      'an unknown host',
      () => changed((u) => (u.hostname = 'nowhere.invalid')),
      /^DATABASE_URL: the host nowhere\.invalid is unknown/,
    ],
    [
      'a wrong password',
      () => changed((u) => (u.password = 'hunter2')),
      /^DATABASE_URL: the PostgreSQL at 127\.0\.0\.1:\d+ does not accept the password of postgres/,
    ],
    [
      'no password where one is needed',
      () => changed((u) => (u.password = '')),
      /^DATABASE_URL: .* asks for the password of postgres\. Put it in the address, PGPASSWORD or/,
    ],
    [
      'a database that does not exist',
      () => changed((u) => (u.pathname = '/nothing')),
      /^DATABASE_URL: there is no database nothing at .* createdb nothing$/,
    ],
    [
      'TLS with a server that has none',
      () => changed((u) => (u.search = '?sslmode=require')),
      /^DATABASE_URL: .* does not support TLS\. Remove sslmode/,
    ],
    [
      'a missing certificate file',
      () => changed((u) => (u.search = '?sslmode=require&sslrootcert=/no/file')),
      /^DATABASE_URL: the TLS file \/no\/file in the address does not exist/,
    ],
    [
      'a socket that does not exist',
      () => 'postgres:///db?host=/no/where',
      /nothing listens at \/no\/where\/\.s\.PGSQL/,
    ],
    ['no address at all', () => 'postgres://[', /^DATABASE_URL: this is not a postgres:\/\/ URL/],
  ])('says in one sentence what is wrong, without secrets: %s', async (_, address, expected) => {
    vi.stubEnv('PGPASSFILE', '/no/file')
    onTestFinished(() => void vi.unstubAllEnvs())
    const problem = await problemOf(address())
    expect(problem).toMatch(expected)
    expect(problem).not.toContain(new URL(url).password)
    expect(problem).not.toContain('hunter2')
  })

  it('names the variable of the second address', async () => {
    expect(
      await problemOf(
        url,
        changed((u) => (u.port = '1')),
      ),
    ).toMatch(/^DATABASE_URL_UNPOOLED: nothing listens/)
  })

  it.each([
    ['speaks another protocol', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['closes the connection', (socket: Socket) => socket.destroy()],
  ])('reports a server that %s', async (_, serve) => {
    const port = await listen(serve)
    expect(await problemOf(`postgres://a:b@127.0.0.1:${port}/c`)).toMatch(/^DATABASE_URL: .*127\.0\.0\.1:/)
  })
})

describe('an old PostgreSQL or a pooler', () => {
  /** Replaces the answers to the client's queries, because no such server is available here. */
  const answering = (answers: (text: string, client: number) => object) => {
    let clients = 0
    const numbers = new WeakMap<Client, number>()
    vi.spyOn(Client.prototype, 'connect').mockImplementation(async function (this: Client) {
      numbers.set(this, clients++)
    })
    vi.spyOn(Client.prototype, 'end').mockImplementation(async () => {})
    vi.spyOn(Client.prototype, 'query').mockImplementation(async function (this: Client, text: string) {
      return { rows: [answers(text, numbers.get(this)!)] }
    } as never)
    onTestFinished(() => void vi.restoreAllMocks())
  }
  const server = (version: number, replica = false) => ({
    number: version * 10_000 + 4,
    version: `${version}.4`,
    replica,
  })
  const problem = () => problemOf('postgres://user@db.example/main')

  it('is rejected below version 16, with both versions in the message', async () => {
    answering((text) => (text.includes('server_version') ? server(15) : { pid: 1 }))
    expect(await problem()).toBe(
      'DATABASE_URL: the PostgreSQL at db.example:5432 is version 15.4, and this server needs 16 or newer.',
    )
  })

  it('is rejected when it is read-only', async () => {
    answering((text) => (text.includes('server_version') ? server(18, true) : { pid: 1 }))
    expect(await problem()).toMatch(/is a read-only replica/)
  })

  it.each<[string, (client: number, query: number) => number]>([
    ['both connections share a backend', () => 7],
    ['the backend changes from one statement to the next', (_, query) => query],
    [
      'a transaction on the second connection takes the backend of the first',
      (client, query) => (client === 0 && query > 2 ? 9 : client),
    ],
  ])('is rejected as a transaction pooler when %s', async (_, pidOf) => {
    let queries = 0
    answering((text, client) =>
      text.includes('server_version')
        ? server(18)
        : text.includes('pid')
          ? { pid: pidOf(client, ++queries) }
          : {},
    )
    expect(await problem()).toMatch(/^DATABASE_URL: a transaction pooler .* Set DATABASE_URL_UNPOOLED/)
  })

  it('is accepted when each connection keeps its own backend', async () => {
    answering((text, client) => (text.includes('server_version') ? server(18) : { pid: client + 1 }))
    expect(await problem()).toBeUndefined()
  })
})

describe('connectionConfig', () => {
  it.each([
    ['postgres://u@h/db', 'h:5432'],
    ['postgres://u@h:6000/db', 'h:6000'],
    ['postgres://u@[::1]/db', '[::1]:5432'],
    ['postgres:///db?host=/var/run/postgresql', '/var/run/postgresql/.s.PGSQL.5432'],
    ['postgres://u@/db?host=/tmp&port=6000', '/tmp/.s.PGSQL.6000'],
    ['postgres://u@%2Fvar%2Frun/db', '/var/run/.s.PGSQL.5432'],
    ['postgres://', 'localhost:5432'],
  ])('finds the server of %s', (address, place) => {
    expect(databaseAddressOf(address)).toBe(place)
  })

  it('takes missing parts from the PG* variables, as libpq does', () => {
    for (const [name, value] of Object.entries({ PGHOST: 'h', PGPORT: '6000', PGUSER: 'u', PGDATABASE: 'd' }))
      vi.stubEnv(name, value)
    vi.stubEnv('PGPASSWORD', 'p')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(connectionConfig('postgres://')).toMatchObject({
      host: 'h',
      port: 6000,
      user: 'u',
      database: 'd',
      password: 'p',
    })
  })

  it('reads a password from .pgpass, and connects with it', async () => {
    const { hostname, port, password } = new URL(url)
    const file = join(await newFolder(), 'pgpass')
    await writeFile(file, `${hostname}:${port}:*:postgres:${password}\n`, { mode: 0o600 })
    vi.stubEnv('PGPASSFILE', file)
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await problemOf(changed((u) => (u.password = '')))).toBeUndefined()
  })

  it('adds its own session settings to those of the address', async () => {
    const address = changed((u) => (u.search = '?options=-c%20search_path%3Dpg_catalog'))
    const client = new Client(connectionConfig(address, { statementTimeoutMs: 1_234 }))
    await client.connect()
    onTestFinished(() => client.end())
    const { rows } = await client.query(
      "select current_setting('search_path') a, current_setting('statement_timeout') b, current_setting('timezone') c, current_setting('jit') d",
    )
    expect(rows).toEqual([{ a: 'pg_catalog', b: '1234ms', c: 'UTC', d: 'off' }])
  })
})

describe('TLS', () => {
  /** A server with a self-signed certificate that closes the connection after the handshake. */
  async function tlsServer() {
    const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    } as never)
    const port = await listen((socket) =>
      socket.once('data', () => {
        socket.write('S')
        new TLSSocket(socket, { isServer: true, cert, key })
          .on('error', () => {})
          .once('data', () => socket.destroy())
      }),
    )
    const file = join(await newFolder(), 'root.pem')
    await writeFile(file, cert)
    return { address: `postgres://u:p@127.0.0.1:${port}/db`, file }
  }

  it.each(['require', 'prefer', 'verify-ca', 'verify-full'])(
    'verifies the certificate with sslmode=%s',
    async (mode) => {
      const { address, file } = await tlsServer()
      const warnings = vi.spyOn(process, 'emitWarning')
      expect(await problemOf(`${address}?sslmode=${mode}`)).toMatch(
        /certificate of .* cannot be verified .* sslrootcert/,
      )
      expect(await problemOf(`${address}?sslmode=${mode}&sslrootcert=${file}`)).toMatch(
        /closes the connection/,
      )
      expect(warnings).not.toHaveBeenCalled()
    },
  )

  it('does not verify the certificate with sslmode=no-verify', async () => {
    const { address } = await tlsServer()
    expect(await problemOf(`${address}?sslmode=no-verify`)).toMatch(/closes the connection/)
  })
})
