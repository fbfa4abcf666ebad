import { useSession } from '../frame/session.tsx'

/** What the session may do with webhooks: one that acts for all users needs `admin` to change them. */
export function useWebhookRights() {
  const { scopes, userId } = useSession()
  return { canManage: scopes.includes('admin') || (userId !== null && scopes.includes('chat')) }
}
