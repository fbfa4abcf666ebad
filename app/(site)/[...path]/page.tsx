import { notFound } from 'next/navigation'

/** Every path without a page. It is in this group so that the not-found page gets the site's layout. */
export default function Page() {
  notFound()
}
