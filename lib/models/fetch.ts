import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

// Node's own variable: `fetch` follows it by itself, and an agent must be given the environment.
const proxyEnv = process.env.NODE_USE_ENV_PROXY ? process.env : undefined
const options = { keepAlive: true, ...(proxyEnv && { proxyEnv }) }
const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) }

type OnText = (text: string) => void
type LeanResponse = Response & { onText(listener: OnText): void }

/** Passes each piece of a response body to `onText` as it arrives. Resolves at the end; rejects if it is cut off. */
export async function readPieces(response: Response, onText: OnText): Promise<void> {
  if (isLean(response)) {
    response.onText(onText)
    await response.text()
    return
  }
  const decoder = new TextDecoder()
  for await (const piece of response.body ?? []) onText(decoder.decode(piece, { stream: true }))
}

const isLean = (response: Response): response is LeanResponse => 'onText' in response

/**
 * A `fetch` for the OpenAI SDK that uses a third of the processor time. It uses `node:http` and implements only the
 * parts of a response that the SDK reads. The real `fetch` handles redirects.
 */
export const nodeHttpFetch: typeof fetch = async (url, init = {}) => {
  const target = new URL(String(url))
  const send = () => open(target, init)
  const answer = await send().catch((error) => {
    // The server closed an idle connection just as it was reused.
    if (error instanceof StaleConnection) return send()
    throw error
  })
  const status = answer.statusCode ?? 0
  if (status >= 300 && status < 400) {
    answer.resume()
    return fetch(url, init)
  }
  return toResponse(target, answer, status, init.signal ?? undefined)
}

class StaleConnection extends Error {}

function open(target: URL, { method = 'GET', headers, body, signal }: RequestInit): Promise<IncomingMessage> {
  const isHttps = target.protocol === 'https:'
  const text = typeof body === 'string' ? body : ''
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (isHttps ? httpsRequest : httpRequest)(target, {
      method,
      agent: isHttps ? agents['https:'] : agents['http:'],
      headers: {
        ...Object.fromEntries(new Headers(headers)),
        'accept-encoding': 'identity',
        'content-length': Buffer.byteLength(text),
      },
      ...(signal && { signal }),
    })
    request.on('response', resolve)
    request.on('error', (error: NodeJS.ErrnoException) =>
      reject(request.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection() : error),
    )
    request.end(text)
  })
}

function toResponse(
  target: URL,
  answer: IncomingMessage,
  status: number,
  signal: AbortSignal | undefined,
): Response {
  let soFar = ''
  let onText: OnText | undefined
  const body = readText(answer, signal, (piece) => {
    if (onText) onText(piece)
    else soFar += piece
  })
  // Prevents an unhandled rejection if the body is never read.
  body.catch(() => {})
  return {
    status,
    ok: status >= 200 && status < 300,
    statusText: answer.statusMessage ?? '',
    url: target.href,
    headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: null,
    text: () => body,
    onText: (listener: OnText) => {
      onText = listener
      if (soFar !== '') listener(soFar)
      soFar = ''
    },
    json: async () => JSON.parse(await body),
  } as LeanResponse
}

/** Reads the body as text. Rejects when it is cut off. */
function readText(answer: IncomingMessage, signal: AbortSignal | undefined, onText: OnText): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (chunk: string) => {
      text += chunk
      onText(chunk)
      // Some servers keep the connection open after the end of a stream.
      if (!/^data: ?\[DONE\]\r?\n\r?\n$/m.test(text.slice(-20))) return
      resolve(text)
      answer.destroy()
    })
    answer.on('end', () => resolve(text))
    answer.on('error', (error) => reject(signal?.aborted ? signal.reason : error))
  })
}
