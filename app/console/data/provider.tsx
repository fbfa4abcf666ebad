'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { callErrorOf, isTransient } from './call-error.ts'
import { sessionEnd } from './session.ts'

const staleMs = 5_000
const retriesMax = 2

/** Provides the cache of API responses to its children. */
export function DataProvider({ children }: { children: ReactNode }) {
  const [client] = useState(newClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

function newClient(): QueryClient {
  const onError = (error: unknown) => {
    if (callErrorOf(error).code === 'unauthorized') sessionEnd.set(true)
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: staleMs,
        retry: (count, error) => count < retriesMax && isTransient(error),
      },
    },
  })
}
