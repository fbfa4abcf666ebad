/** An error response: `status` is the HTTP status, `message` the text of `{"error": …}`. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
  }
}

/** A 400 with the given text. */
export const badRequest = (message: string) => new ApiError(400, message)

/** A 404 with the given text. */
export const notFound = (message: string) => new ApiError(404, message)
