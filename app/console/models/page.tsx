import { titled } from '../frame/page-title.ts'
import { Models } from './models.tsx'

export const generateMetadata = titled('models.title')

export default function Page() {
  return <Models />
}
