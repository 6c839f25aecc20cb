// The web part's entry: queries, look, language and router, put into the page.
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { readError } from '../core/web/client.ts'
import { watchSession } from '../core/web/session.ts'
import { Surround } from '../core/web/surround.tsx'
import '../core/web/global.css'
import '../core/web/parts.css'
import '../core/web/frame.css'
import '../core/web/print.css'
import { makeRouter, Routes } from './router.tsx'
import { screens } from './screens.ts'

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => watchSession(error, (to) => router.history.push(to)) }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Only what may be different next time is asked again.
      retry: (count, error) => count < 2 && ['offline', 'internal'].includes(readError(error).code),
    },
  },
})
const router = makeRouter(screens, queries)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Surround>
          <Routes router={router} />
        </Surround>
      </QueryClientProvider>
    </StrictMode>,
  )
}
