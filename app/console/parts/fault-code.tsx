/** The code of an error, which leads to what is written about it. */
export function FaultCode({ code }: { code: string }) {
  return (
    <a href={`/errors#${code}`}>
      <code>{code}</code>
    </a>
  )
}
