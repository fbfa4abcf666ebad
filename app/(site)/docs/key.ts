/** Where the reader's key is kept: in this tab of the browser, until it is closed. */
const name = 'api-key'

export const readKey = () => sessionStorage.getItem(name) ?? ''

export function keepKey(key: string): void {
  if (key) sessionStorage.setItem(name, key)
  else sessionStorage.removeItem(name)
}
