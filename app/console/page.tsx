import { titled } from './frame/page-title.ts'
import { Overview } from './overview/overview.tsx'

export const generateMetadata = titled('nav.overview')

export default function Page() {
  return <Overview />
}
