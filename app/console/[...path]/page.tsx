import { notFound } from 'next/navigation'

/** Every path below /console without a page. */
export default function Page() {
  notFound()
}
