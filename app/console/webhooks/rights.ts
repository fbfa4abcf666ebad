import { useSession } from '../frame/session.tsx'

/** The session's rights on webhooks. A session for all users needs `admin` to change them. */
export function useWebhookRights() {
  const { scopes, userId } = useSession()
  return { canManage: scopes.includes('admin') || (userId !== null && scopes.includes('chat')) }
}
