import { titled } from '../frame/page-title.ts'
import { Budgets } from './budgets.tsx'

export const generateMetadata = titled('budgets.title')

export default function Page() {
  return <Budgets />
}
