import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { ActAnswer, ActName, ItemView } from '../api/types.ts'
import { actForms } from './forms.ts'
import type { Values } from './fields.ts'
import { useIntent } from './use-intent.ts'

/** Sends an act on an item, and has everything read again that the act may have changed. */
export function useAct(act: ActName, item: ItemView | undefined, onDone: () => void) {
  const client = useQueryClient()
  const keyOf = useIntent()
  return useMutation({
    networkMode: 'always',
    mutationFn: (values: Values) => {
      if (!item) throw new Error('the item is not loaded yet')
      const form = actForms[act]
      const path = `/api/items/${item.id}/${form.path(item)}`
      const body = { ...form.body(values), version: item.version }
      return api.post<ActAnswer>(path, body, { idempotencyKey: keyOf(path, body) })
    },
    onSuccess: (after) => {
      for (const list of ['today', 'items', 'outbox']) void client.invalidateQueries({ queryKey: [list] })
      void client.invalidateQueries({ queryKey: ['item', after.id] })
      onDone()
    },
  })
}
