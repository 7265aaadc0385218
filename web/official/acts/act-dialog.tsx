import { lazy, Suspense } from 'react'
import type { ActName } from '../api/types.ts'

const ActForm = lazy(() => import('./act-form.tsx').then((module) => ({ default: module.ActFormDialog })))

interface ActDialogProps {
  id: string
  act: ActName
  onClose: () => void
}

/** The form of one act on one item, loaded when it is first wanted. */
export function ActDialog(props: ActDialogProps) {
  return (
    <Suspense>
      <ActForm {...props} />
    </Suspense>
  )
}
