import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A child's service: it sends `ready` once, answers requests, and cleans up on `close`. */
export type Service<Ready, Request, Answer> = {
  ready: Ready
  answer?(request: Request): Promise<Answer> | Answer
  close(): Promise<void>
}

export type Child<Ready, Request, Answer> = {
  pid: number
  ready: Ready
  /** Rejects with the child's error, or if the child exits. */
  ask(request: Request): Promise<Answer>
}

type Message = { id: number; value?: unknown; error?: string }
type OnClose = (close: () => Promise<void>) => void

const closeTimeoutMs = 20_000

/**
 * Starts a file of this folder in its own process, and resolves when it is ready. Registers `onClose` before that, so that
 * a child that is still starting is stopped too.
 */
export async function startChild<Ready, Request = never, Answer = never>(
  name: string,
  options: unknown,
  onClose: OnClose,
): Promise<Child<Ready, Request, Answer>> {
  // Detached, so that the terminal's Ctrl-C does not reach it: the parent stops its children in order.
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
    const hard = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs)
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

/** The child's side: starts the service with the parent's options, and exits when the parent does. */
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
    // Ignore a parent that just exited: 'disconnect' follows.
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
