import { redirect } from 'next/navigation'

/** Where a sign-in at the provider comes back to that failed. Whoever is signed in already has nothing to do here. */
export default function Page() {
  redirect('/console')
}
