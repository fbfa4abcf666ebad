import { titled } from '../../frame/page-title.ts'
import { NewConversation } from './new-conversation.tsx'

export const generateMetadata = titled('composer.new')

export default function Page() {
  return <NewConversation />
}
