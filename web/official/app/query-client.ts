import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/client.ts'

/** A refusal will not change by asking again; a lost connection may. */
function worthAnotherTry(failures: number, error: Error): boolean {
  if (error instanceof ApiError && error.status < 500) return false
  return failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: worthAnotherTry, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
