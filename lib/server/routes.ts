import { openMetadata } from '#lib/api/cors'
import { allMethods, type Handler, unknownPath } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { serveLive, serveReady } from '#lib/health/probes'
import { serveMcp } from '#lib/mcp/serve'
import { serveResourceMetadata } from '#lib/oauth/protected-resource'
import { openaiRoutes } from '#lib/openai-api/routes'
import { serveDocument } from '#lib/openapi/serve'
import { operations } from '#lib/operations'
import { serveChallenge, servePlugin } from '#lib/plugin/serve'
import { serve } from '#lib/rest/serve'
import { serveMetrics } from '#lib/server/metrics'
import type { Route } from '#lib/server/router'
import { sessionHandlers } from '#lib/sessions/serve'
import { pageHeaders } from '../page-headers.js'

/** Every path that this server serves without Next, except the paths of the queue engines. */
export function apiRoutes(): Route[] {
  return [...operationRoutes(), ...openaiRoutes(), ...oauthRoutes(), ...consoleRoutes(), ...otherRoutes()]
}

function operationRoutes(): Route[] {
  const byPath = Map.groupBy(operations, ({ path }) => path)
  const routes = [...byPath].map(([path, ofPath]: [string, Operation[]]) => ({
    path,
    handlers: serve(...ofPath),
  }))
  return [
    ...routes,
    { path: '/api', handlers: unknownPath },
    { path: '/api/{...path}', handlers: unknownPath },
  ]
}

/** Loads OAuth with its first request: its packages are large, and many servers never need them. */
const oauth =
  (name: keyof typeof import('#lib/oauth/handlers')): Handler =>
  async (request, context) =>
    (await import('#lib/oauth/handlers'))[name](request, context)

function oauthRoutes(): Route[] {
  const [any, callback] = [oauth('serveOAuth'), oauth('handleCallback')]
  const [start, finish] = [oauth('startExternal'), oauth('finishExternal')]
  const routes: Route[] = [
    { path: '/oauth/{...path}', handlers: allMethods({ GET: any, POST: any, OPTIONS: any }) },
    { path: '/oauth/callback', handlers: allMethods({ GET: callback }) },
    { path: '/oauth/sign-in/{uid}', handlers: 'page' },
    { path: '/oauth/sign-in/{uid}/consent', handlers: allMethods({ POST: oauth('consent') }) },
    { path: '/oauth/sign-in/{uid}/key', handlers: allMethods({ POST: oauth('signIn') }) },
    { path: '/oauth/sign-in/{uid}/outside', handlers: allMethods({ GET: finish, POST: start }) },
  ]
  return routes.map((route) => ({ ...route, headers: pageHeaders }))
}

function consoleRoutes(): Route[] {
  const openid =
    (method: 'GET' | 'POST'): Handler =>
    async (request, context) =>
      (await import('#lib/sessions/openid')).openidHandlers[method](request, context)
  return [
    { path: '/console/session', handlers: sessionHandlers, headers: pageHeaders },
    {
      path: '/console/session/openid',
      handlers: allMethods({ GET: openid('GET'), POST: openid('POST') }),
      headers: pageHeaders,
    },
  ]
}

function otherRoutes(): Route[] {
  return [
    { path: '/api/health/live', handlers: serveLive },
    { path: '/api/health/ready', handlers: serveReady },
    { path: '/metrics', handlers: serveMetrics },
    { path: '/mcp', handlers: serveMcp(operations) },
    { path: '/openapi.json', handlers: allMethods({ GET: serveDocument(operations) }) },
    { path: '/plugin.zip', handlers: allMethods({ GET: servePlugin }) },
    // Clients look for metadata here. A waiting page of Next would not be a valid response.
    { path: '/.well-known/{...path}', handlers: unknownPath },
    { path: '/.well-known/openai-apps-challenge', handlers: allMethods({ GET: serveChallenge }) },
    { path: '/.well-known/oauth-authorization-server', handlers: openMetadata(oauth('serveMetadata')) },
    { path: '/.well-known/oauth-protected-resource', handlers: openMetadata(serveResourceMetadata) },
    {
      path: '/.well-known/oauth-protected-resource/{...resource}',
      handlers: openMetadata(serveResourceMetadata),
    },
  ]
}
