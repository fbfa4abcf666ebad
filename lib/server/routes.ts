import { openMetadata } from '#lib/api/cors'
import { allMethods, unknownPath } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { serveLive, serveReady } from '#lib/health/probes'
import { serveMcp } from '#lib/mcp/serve'
import { handleConsent } from '#lib/oauth/consent'
import { finishExternalSignIn, handleCallback, startExternalSignIn } from '#lib/oauth/external'
import { signInWithKey } from '#lib/oauth/login'
import { serveMetadata } from '#lib/oauth/metadata'
import { serveResourceMetadata } from '#lib/oauth/protected-resource'
import { serveOAuth, serveSignIn } from '#lib/oauth/serve'
import { openaiRoutes } from '#lib/openai-api/routes'
import { serveDocument } from '#lib/openapi/serve'
import { operations } from '#lib/operations'
import { serveChallenge, servePlugin } from '#lib/plugin/serve'
import { serve } from '#lib/rest/serve'
import { serveMetrics } from '#lib/server/metrics'
import type { Route } from '#lib/server/router'
import { openidHandlers } from '#lib/sessions/openid'
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

function oauthRoutes(): Route[] {
  const routes: Route[] = [
    {
      path: '/oauth/{...path}',
      handlers: allMethods({ GET: serveOAuth, POST: serveOAuth, OPTIONS: serveOAuth }),
    },
    { path: '/oauth/callback', handlers: allMethods({ GET: handleCallback }) },
    { path: '/oauth/sign-in/{uid}', handlers: 'page' },
    { path: '/oauth/sign-in/{uid}/consent', handlers: allMethods({ POST: serveSignIn(handleConsent) }) },
    { path: '/oauth/sign-in/{uid}/key', handlers: allMethods({ POST: serveSignIn(signInWithKey) }) },
    {
      path: '/oauth/sign-in/{uid}/outside',
      handlers: allMethods({
        GET: serveSignIn(finishExternalSignIn),
        POST: serveSignIn(startExternalSignIn),
      }),
    },
  ]
  return routes.map((route) => ({ ...route, headers: pageHeaders }))
}

function consoleRoutes(): Route[] {
  return [
    { path: '/console/session', handlers: sessionHandlers, headers: pageHeaders },
    { path: '/console/session/openid', handlers: openidHandlers, headers: pageHeaders },
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
    { path: '/.well-known/oauth-authorization-server', handlers: openMetadata(serveMetadata) },
    { path: '/.well-known/oauth-protected-resource', handlers: openMetadata(serveResourceMetadata) },
    {
      path: '/.well-known/oauth-protected-resource/{...resource}',
      handlers: openMetadata(serveResourceMetadata),
    },
  ]
}
