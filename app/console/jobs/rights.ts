import { useSession } from '../frame/session.tsx'

/** What the session may do with jobs: to cancel those of all users takes `admin`, one's own `chat`. */
export function useJobRights() {
  const { scopes, userId } = useSession()
  return {
    canRetry: scopes.includes('admin'),
    canCancel: scopes.includes(userId === null ? 'admin' : 'chat'),
  }
}
