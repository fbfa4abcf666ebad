declare module 'pgpass' {
  type Target = { host?: string; port?: number; user?: string; database?: string }
  /** Reads the password of a connection from PGPASSFILE or ~/.pgpass; undefined when there is none. */
  export default function pgpass(target: Target, done: (password: string | undefined) => void): void
}
