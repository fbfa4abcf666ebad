/** The shapes of `app/icon.svg`, in light colors and without a style sheet, which plugin stores remove or reject. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 32 32">
  <title>GPTs API Server</title>
  <path fill="#1f5fa8" d="M8 4h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-8l-7 5.5V25H8a6 6 0 0 1-6-6v-9a6 6 0 0 1 6-6z" />
  <circle fill="#fff" cx="9.5" cy="14.5" r="2.25" />
  <circle fill="#fff" cx="16" cy="14.5" r="2.25" />
  <circle fill="#fff" cx="22.5" cy="14.5" r="2.25" />
</svg>
`
