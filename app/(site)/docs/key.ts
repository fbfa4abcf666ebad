/** The session storage item that keeps the reader's key until the tab is closed. */
const name = 'api-key'

/** Returns the stored key; empty without one. */
export const readKey = () => sessionStorage.getItem(name) ?? ''

/** Stores the key, or removes it if it is empty. */
export function keepKey(key: string): void {
  if (key) sessionStorage.setItem(name, key)
  else sessionStorage.removeItem(name)
}
