import { Missing } from './frame/missing.tsx'
import { titled } from './frame/page-title.ts'

export const generateMetadata = titled('missing.title')

export default function NotFound() {
  return <Missing />
}
