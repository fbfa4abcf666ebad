import { titled } from '../frame/page-title.ts'
import { Users } from './users.tsx'

export const generateMetadata = titled('users.title')

export default function Page() {
  return <Users />
}
