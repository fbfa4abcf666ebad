/**
 * The container's health check: exits 0 when the server accepts chats, that is while /api/health answers 200, and 1
 * otherwise. Asks the address that HOST and PORT name.
 */
const { HOST = '', PORT = '' } = process.env
// A server that listens on every address also listens on the loopback one.
const host = ['', '0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST
const url = `http://${host.includes(':') ? `[${host}]` : host}:${PORT || 3000}/api/health`
const timeoutMs = 8_000

const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch((error: Error) => {
  process.stderr.write(`${url}: ${error.message}\n`)
})
if (response) process.stdout.write(`${await response.text()}\n`)
// Not process.exit(): it could cut off the output.
process.exitCode = response?.ok ? 0 : 1
