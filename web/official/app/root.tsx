import { Outlet } from '@tanstack/react-router'
import { SessionGate } from './session.tsx'
import { Shell } from './shell.tsx'

export function Root() {
  return (
    <SessionGate>
      <Shell>
        <Outlet />
      </Shell>
    </SessionGate>
  )
}
