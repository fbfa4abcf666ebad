import { titled } from '../frame/page-title.ts'
import { Jobs } from './jobs.tsx'

export const generateMetadata = titled('jobs.title')

export default function Page() {
  return <Jobs />
}
