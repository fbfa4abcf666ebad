/** The session storage item that keeps the reader's key until the tab is closed. */
const name = 'api-key'

export const readKey = () => sessionStorage.getItem(name) ?? ''

export function keepKey(key: string): void {
  if (key) sessionStorage.setItem(name, key)
  else sessionStorage.removeItem(name)
}
