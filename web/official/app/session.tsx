import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { ApiError, onSessionEnd } from '../api/client.ts'
import { meQuery } from '../api/queries.ts'
import type { Me } from '../api/types.ts'
import { SignIn } from '../screens/sign-in/sign-in.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useWords } from '../words/use-words.tsx'
import { Trouble } from './failure-pages.tsx'

/**
 * Shows the pages to whoever is signed in. When the session ends in the middle of something, the sign-in comes over the
 * page, which stays as it is: what was typed is still there and what was being sent is sent again.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery)
  const again = useSignInAgain()
  const { common } = useWords()
  if (me.data?.actor) {
    return (
      <>
        {children}
        {again.asked ? <SignIn over onDone={again.done} /> : null}
      </>
    )
  }
  if (me.isPending) {
    return (
      <main className="main" aria-busy="true" aria-label={common.loading}>
        <Skeleton />
      </main>
    )
  }
  const guest = me.data?.actor === null || (me.error instanceof ApiError && me.error.status === 401)
  if (guest) return <SignIn onDone={() => void me.refetch()} />
  return (
    <main className="main page-note">
      <Trouble error={me.error ?? new Error('unknown')} retry={() => void me.refetch()} />
    </main>
  )
}

function useSignInAgain(): { asked: boolean; done: () => void } {
  const client = useQueryClient()
  const [asked, ask] = useState(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    onSessionEnd(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve)
          ask(true)
        }),
    )
    return () => onSessionEnd(undefined)
  }, [])
  const done = useCallback(() => {
    void client.fetchQuery({ ...meQuery, staleTime: 0 }).then(() => {
      ask(false)
      for (const resolve of waiting.current.splice(0)) resolve()
    })
  }, [client])
  return { asked, done }
}

/** Whether whoever is signed in holds a post of that role. */
export const useOwnRole = (role: string | undefined): boolean =>
  useMe().actor.posts.some((post) => post.role === role)

type SignedIn = Me & { actor: NonNullable<Me['actor']> }

/** Whether the posts of whoever is signed in permit an act at all; the server checks every single one. */
export const useMay = (verb: string): boolean => useMe().permits.some((permit) => permit.verb === verb)

/** Who is signed in; only inside the gate. */
export function useMe(): SignedIn {
  const { data } = useQuery(meQuery)
  if (!data?.actor) throw new Error('useMe outside the session gate')
  return { ...data, actor: data.actor }
}
