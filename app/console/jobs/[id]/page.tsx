import { titled } from '../../frame/page-title.ts'
import { Job } from './job.tsx'

export const generateMetadata = titled('jobs.job')

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <Job id={(await params).id} />
}
