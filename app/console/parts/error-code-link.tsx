/** An error code that links to its explanation. */
export function ErrorCodeLink({ code }: { code: string }) {
  return (
    <a href={`/errors#${code}`}>
      <code>{code}</code>
    </a>
  )
}
