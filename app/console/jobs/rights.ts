import { useSession } from '../frame/session.tsx'

/** What the session may do with jobs: a key without a user needs `admin` for those of others. */
export function useJobRights() {
  const { scopes, userId } = useSession()
  const isAdmin = scopes.includes('admin')
  return { canRetry: isAdmin, canCancel: isAdmin || (userId !== null && scopes.includes('chat')) }
}
