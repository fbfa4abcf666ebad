import { titled } from '../frame/page-title.ts'
import { HealthReport } from './health.tsx'

export const generateMetadata = titled('health.title')

export default function Page() {
  return <HealthReport />
}
