import { titled } from '../frame/page-title.ts'
import { Conversations } from './conversations.tsx'

export const generateMetadata = titled('conversations.title')

export default function Page() {
  return <Conversations />
}
