const routes = new WeakMap<Request, string>()

/** Notes the template of a request's path, which traces use instead of the path itself. */
export const noteRoute = (request: Request, route: string): void => void routes.set(request, route)

/** Returns the template, if our own server routed the request. */
export const routeOf = (request: Request): string | undefined => routes.get(request)
