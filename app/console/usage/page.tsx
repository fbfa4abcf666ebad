import { titled } from '../frame/page-title.ts'
import { Usage } from './usage.tsx'

export const generateMetadata = titled('usage.title')

export default function Page() {
  return <Usage />
}
