import { titled } from '../../frame/page-title.ts'
import './conversation.css'
import { Conversation } from './conversation.tsx'

export const generateMetadata = titled('conversations.name')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <Conversation id={Number((await params).id)} />
}
