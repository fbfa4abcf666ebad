import type { Metadata } from 'next'

export const metadata: Metadata = {
  title: 'Not found',
  description: 'There is no page at this address.',
}

export default function NotFound() {
  return (
    <>
      <h1>There is no page here</h1>
      <p className="lede">The address is wrong, or the page no longer exists. These pages exist:</p>
      <ul>
        <li>
          <a href="/">The home page</a>, with the server’s health and how to call it
        </li>
        <li>
          <a href="/docs">The reference</a> of the API, whose paths are all under <code>/api</code>
        </li>
        <li>
          <a href="/errors">The errors</a> of the API
        </li>
      </ul>
    </>
  )
}
