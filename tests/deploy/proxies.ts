import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A reverse proxy from docs/self-hosting.md in front of several servers, with TLS at `url`. */
export type ReverseProxy = {
  name: string
  url: string
  close(): Promise<void>
}

type Options = { folder: string; port: number; plainPort: number; servers: string[] }

/** A self-signed certificate for 127.0.0.1. */
async function makeCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', key, '-out', certificate]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  await promisify(execFile)('openssl', ['req', ...kind, ...files, ...subject])
  await chmod(key, 0o644)
  return { certificate, key }
}

/** nginx with deploy/nginx.conf, in which only the addresses and the certificate's path are replaced. */
export async function startNginx({ folder, port, plainPort, servers }: Options): Promise<ReverseProxy> {
  const { certificate, key } = await makeCertificate(folder)
  const lines = servers.map((server) => `server ${server} `)
  const site = (await readFile('deploy/nginx.conf', 'utf8'))
    .replace(/^ *server 127\.0\.0\.1:3000 (.*)$/m, (_, rest: string) => lines.map((l) => l + rest).join('\n'))
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80', `listen 127.0.0.1:${plainPort}`)
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replace(/\/etc\/letsencrypt\S*fullchain\.pem/, certificate)
    .replace(/\/etc\/letsencrypt\S*privkey\.pem/, key)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  const config = join(folder, 'nginx.conf')
  await writeFile(
    config,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 1024; }
http { access_log off; ${temporary.join(' ')}
${site} }
`,
  )
  const child = spawn('nginx', ['-c', config, '-e', join(folder, 'nginx.log')], { stdio: 'inherit' })
  return proxyOf('nginx', port, child)
}

/** Caddy with deploy/Caddyfile, in which only the addresses and the certificate are replaced. */
export async function startCaddy({ folder, port, servers }: Options): Promise<ReverseProxy> {
  const { certificate, key } = await makeCertificate(folder)
  const site = (await readFile('deploy/Caddyfile', 'utf8'))
    .replace(/^gpts\.example\.com \{/m, `https://127.0.0.1:${port} {\n\ttls ${certificate} ${key}`)
    .replace('reverse_proxy 127.0.0.1:3000', `reverse_proxy ${servers.join(' ')}`)
  const config = join(folder, 'Caddyfile')
  await writeFile(config, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`)
  const child = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', config], {
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  })
  return proxyOf('caddy', port, child)
}

function proxyOf(name: string, port: number, child: ChildProcess): ReverseProxy {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill())
  return {
    name,
    url: `https://127.0.0.1:${port}`,
    close: () => {
      child.kill()
      return ended
    },
  }
}
