import { redirect } from 'next/navigation'

/** The return page of a failed sign-in with the provider. A signed-in user is sent on to the console. */
export default function Page() {
  redirect('/console')
}
