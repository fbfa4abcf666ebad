const closers: (() => Promise<void>)[] = []

/** Registers what `closeAll` closes. */
export const onClose = (close: () => Promise<void>): void => void closers.push(close)

/** Closes everything that was registered, the last first. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
