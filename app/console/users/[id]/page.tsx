import { titled } from '../../frame/page-title.ts'
import { User } from './user.tsx'

export const generateMetadata = titled('users.user')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <User userId={decodeURIComponent((await params).id)} />
}
