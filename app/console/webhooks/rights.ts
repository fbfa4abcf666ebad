import { useSession } from '../frame/session.tsx'

/**
 * The session's rights on webhooks. A session for all users needs `admin` to change them, and to see the event subscriptions.
 */
export function useWebhookRights() {
  const { scopes, userId } = useSession()
  const isAdmin = scopes.includes('admin')
  return {
    canManage: isAdmin || (userId !== null && scopes.includes('chat')),
    canListSubscriptions: isAdmin || userId !== null,
  }
}
