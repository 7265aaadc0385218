import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { KeysProvider } from './app/keys.tsx'
import { queryClient } from './app/query-client.ts'
import { router } from './app/router.tsx'
import { startScheme } from './app/scheme.ts'
import { SpeechProvider } from './words/use-words.tsx'
import './app/main.css'

startScheme()

const container = document.getElementById('app')
if (!container) throw new Error('index.html has no #app')

createRoot(container).render(
  <StrictMode>
    <SpeechProvider>
      <QueryClientProvider client={queryClient}>
        <KeysProvider>
          <RouterProvider router={router} />
        </KeysProvider>
      </QueryClientProvider>
    </SpeechProvider>
  </StrictMode>,
)
