'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchStreamLink } from '@trpc/client'
import { type ReactNode, useState } from 'react'
import type { AppRouter } from '../../server/router.ts'
import { TRPCProvider } from './api.ts'
import { codedErrorOf } from './coded-error.ts'

function makeQueryClient(): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        // The session has ended: asking who is signed in leads to the sign-in page.
        if (codedErrorOf(error).code === 'SIGN_IN_NEEDED')
          void queryClient.invalidateQueries({ queryKey: [['session']] })
      },
    }),
    defaultOptions: {
      queries: {
        // The live feed keeps what is shown fresh; a window that comes to the front must not refetch everything.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && codedErrorOf(error).isTransient,
        // Without a network a question fails at once and says so; what was answered before stays.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      // What is pressed without a network is refused, and the form stays; kept back in silence it would be sent when its
      // moment has passed.
      mutations: { networkMode: 'always' },
    },
  })
  return queryClient
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      // Streamed: a slow answer in a batch does not hold back the quick ones.
      links: [httpBatchStreamLink({ url: '/api/trpc', maxURLLength: 8000 })],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
