declare module 'pgpass' {
  type Target = {
    host?: string | undefined
    port?: number | undefined
    user?: string | undefined
    database?: string | undefined
  }
  /** Reads the password of a connection from PGPASSFILE or ~/.pgpass; undefined when the file has none. */
  export default function pgpass(target: Target, done: (password: string | undefined) => void): void
}
