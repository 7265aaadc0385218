import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, newIdempotencyKey } from '../api/client.ts'
import type { ActAnswer, ActName, ItemView } from '../api/types.ts'
import { actForms } from './forms.ts'
import type { Values } from './fields.ts'

interface Intent {
  sent: string
  key: string
}

/**
 * Sends an act on an item. The idempotency key belongs to what is sent: the same words sent again after a lost answer carry
 * the same key and stay one fact; changed words are a new intent.
 */
export function useAct(act: ActName, item: ItemView | undefined, onDone: () => void) {
  const client = useQueryClient()
  const intent = useRef<Intent | undefined>(undefined)
  return useMutation({
    networkMode: 'always',
    mutationFn: (values: Values) => {
      if (!item) throw new Error('the item is not loaded yet')
      const form = actForms[act]
      const path = `/api/items/${item.id}/${form.path(item)}`
      const body = { ...form.body(values), version: item.version }
      const sent = JSON.stringify([path, body])
      if (intent.current?.sent !== sent) intent.current = { sent, key: newIdempotencyKey() }
      return api.post<ActAnswer>(path, body, { idempotencyKey: intent.current.key })
    },
    onSuccess: (after) => {
      for (const list of ['today', 'items', 'outbox']) void client.invalidateQueries({ queryKey: [list] })
      void client.invalidateQueries({ queryKey: ['item', after.id] })
      onDone()
    },
  })
}
