import { notFound } from 'next/navigation'

/** Every path below /console that has no page. */
export default function Page() {
  notFound()
}
