const routes = new WeakMap<Request, string>()

/** Records the path template of a request, such as `/api/jobs/{id}`. Traces use it instead of the path. */
export const noteRoute = (request: Request, route: string): void => void routes.set(request, route)

/** Returns the recorded path template; undefined if Next routed the request. */
export const routeOf = (request: Request): string | undefined => routes.get(request)
