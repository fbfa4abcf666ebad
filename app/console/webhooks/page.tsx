import { titled } from '../frame/page-title.ts'
import { Webhooks } from './webhooks.tsx'

export const generateMetadata = titled('webhooks.title')

export default function Page() {
  return <Webhooks />
}
