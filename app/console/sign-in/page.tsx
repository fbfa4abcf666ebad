import { redirect } from 'next/navigation'

/** The provider returns here after a failed sign-in. Redirects a signed-in user to the console. */
export default function Page() {
  redirect('/console')
}
