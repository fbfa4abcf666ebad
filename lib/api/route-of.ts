const routes = new WeakMap<Request, string>()

/** Notes the template of a request's path, which traces name instead of the path itself. */
export const noteRoute = (request: Request, route: string): void => void routes.set(request, route)

/** The template, where our own server has found it. */
export const routeOf = (request: Request): string | undefined => routes.get(request)
