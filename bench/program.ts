const closers: (() => Promise<void>)[] = []

/** Registers a function that `closeAll` calls. */
export const onClose = (close: () => Promise<void>): void => void closers.push(close)

/** Calls the registered functions, the last one first. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
