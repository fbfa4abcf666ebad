import { titled } from '../frame/page-title.ts'
import { Keys } from './keys.tsx'

export const generateMetadata = titled('keys.title')

export default function Page() {
  return <Keys />
}
