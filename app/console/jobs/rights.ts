import { useSession } from '../frame/session.tsx'

/** The session's rights on jobs. Cancelling jobs of all users needs `admin`, cancelling one's own needs `chat`. */
export function useJobRights() {
  const { scopes, userId } = useSession()
  return {
    canRetry: scopes.includes('admin'),
    canCancel: scopes.includes(userId === null ? 'admin' : 'chat'),
  }
}
