import { invalid, isUuid, type Refusal } from '#kernel'

/** Lists page by key: the cursor is the sort key of the last row seen, so a page costs the same wherever it lies. */
export interface Key {
  at: Date
  id: string
}

export const pageRows = 20

const first: Key = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' }

export const keyOf = (at: Date, id: string): string => `${at.getTime().toString(36)}.${id}`

export function cursorOf(text: string | undefined): Key {
  if (text === undefined) return first
  const [at, id, ...rest] = text.split('.')
  const time = Number.parseInt(at ?? '', 36)
  if (id === undefined || !isUuid(id) || rest.length > 0 || !Number.isSafeInteger(time)) {
    throw badCursor()
  }
  return { at: new Date(time), id }
}

export const badCursor = (): Refusal =>
  invalid(
    'cursor',
    { vi: 'Trang này không còn; hãy mở lại danh sách.', en: 'This page is gone; open the list again.' },
    'BadCursor',
  )
