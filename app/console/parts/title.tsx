import type { ReactNode } from 'react'

/** The heading of a page with its actions. */
export function Title({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="title">
      <h1>{children}</h1>
      {actions && <div className="actions">{actions}</div>}
    </div>
  )
}
