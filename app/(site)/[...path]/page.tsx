import { notFound } from 'next/navigation'

/** Every path that has no page. Here, so that what is shown there has the frame of the site. */
export default function Page() {
  notFound()
}
