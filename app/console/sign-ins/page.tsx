import { titled } from '../frame/page-title.ts'
import { SignIns } from './sign-ins.tsx'

export const generateMetadata = titled('signIns.title')

export default function Page() {
  return <SignIns />
}
