/** The setup file runs them. They are global because a test may load this module again (`vi.resetModules`). */
declare global {
  var endings: (() => unknown)[] | undefined
}

/** Calls `end` after the file's last test, the newest first. Hooks may call it, unlike `afterAll`, which then does nothing. */
export function atEnd(end: () => unknown): void {
  globalThis.endings ??= []
  globalThis.endings.push(end)
}

/** Calls every function that `atEnd` was given, also if some fail. */
export async function endAll(): Promise<void> {
  const failures: unknown[] = []
  for (let end = globalThis.endings?.pop(); end; end = globalThis.endings?.pop()) {
    try {
      await end()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures.length > 1 ? new AggregateError(failures) : failures[0]
}
