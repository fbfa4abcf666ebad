import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a child does for its parent: it tells `ready` once, answers requests, and leaves nothing behind on `close`. */
export type Service<Ready, Request, Answer> = {
  ready: Ready
  answer?(request: Request): Promise<Answer> | Answer
  close(): Promise<void>
}

export type Child<Ready, Request, Answer> = {
  pid: number
  ready: Ready
  /** Rejects with the child's error, or when it ends. */
  ask(request: Request): Promise<Answer>
}

type Message = { id: number; value?: unknown; error?: string }
type OnClose = (close: () => Promise<void>) => void

const closePatienceMs = 20_000

/**
 * Starts a file of this folder in a process of its own and resolves once it is ready. Its end is handed to `onClose`
 * before that, so that a child that still starts is ended too.
 */
export async function startChild<Ready, Request = never, Answer = never>(
  name: string,
  options: unknown,
  onClose: OnClose,
): Promise<Child<Ready, Request, Answer>> {
  // Detached: away from the terminal's Ctrl-C, since the parent ends its children in order.
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), { detached: true })
  const exited = once(child, 'exit')
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', ({ id, value, error }: Message) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(value)
    else asked?.reject(new Error(error))
  })
  child.on('exit', () => {
    for (const asked of waiting.values()) asked.reject(new Error(`bench/${name}.ts has ended.`))
  })
  onClose(async () => {
    if (child.connected) child.disconnect()
    const hard = setTimeout(() => child.kill('SIGKILL'), closePatienceMs)
    if (child.exitCode === null && child.signalCode === null) await exited
    clearTimeout(hard)
  })
  let id = 0
  const ask = (value: unknown): Promise<unknown> => {
    const asked = Promise.withResolvers<unknown>()
    waiting.set(++id, asked)
    child.send({ id, value } satisfies Message, (error) => error && asked.reject(error))
    return asked.promise
  }
  const ready = (await ask(options)) as Ready
  return { pid: child.pid!, ready, ask: (request) => ask(request) as Promise<Answer> }
}

/** The child's side: starts the service with the parent's options, and ends it and the process with the parent. */
export function serveParent<Options, Ready, Request, Answer>(
  start: (options: Options) => Promise<Service<Ready, Request, Answer>>,
): void {
  let service: Promise<Service<Ready, Request, Answer>> | undefined
  const handle = async (value: unknown): Promise<unknown> => {
    if (service) return (await service).answer?.(value as Request)
    service = start(value as Options)
    return (await service).ready
  }
  process.on('message', ({ id, value }: Message) => {
    // A parent that has just gone is no error: 'disconnect' follows.
    const reply = (message: Message) => process.send?.(message, undefined, undefined, () => {})
    handle(value).then(
      (answer) => reply({ id, value: answer }),
      (error: Error) => reply({ id, error: error.stack ?? error.message }),
    )
  })
  process.on('disconnect', async () => {
    await service?.then((started) => started.close()).catch(() => {})
    process.exit(0)
  })
}
