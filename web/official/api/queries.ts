import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, queryOf, rememberCsrf } from './client.ts'
import type { ProcedureRow, ProcedureView } from './procedure-types.ts'
import type {
  ErasurePlan,
  FileView,
  HistoryLine,
  ItemRow,
  ItemView,
  LinkedSetView,
  LinkedView,
  Me,
  OutboxMessage,
  Page,
  StoryLine,
  TimeView,
  TodayView,
  UnitLoad,
  UnitView,
} from './types.ts'

/** One place for every question the console asks: its key, its address, how long an answer stays fresh. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await api.get<Me>('/api/me', { signal, anonymous: true })
    if (me.csrf !== null) rememberCsrf(me.csrf)
    return me
  },
  staleTime: 300_000,
  retry: false,
})

async function todayRows(pages: number, signal: AbortSignal): Promise<TodayView> {
  const first = (which: string): Promise<TodayView> =>
    api.get<TodayView>(`/api/today${queryOf({ which })}`, { signal })
  const [mine, queue, paused] = await Promise.all([first('mine'), first('queue'), first('paused')])
  const rows = [...mine.rows]
  let { next } = mine
  for (let page = 1; page < pages && next !== null; page += 1) {
    const more: TodayView = await api.get<TodayView>(
      `/api/today${queryOf({ which: 'mine', cursor: next })}`,
      { signal },
    )
    rows.push(...more.rows)
    next = more.next
  }
  const known = new Set(rows.map((row) => row.item.id))
  const others = [...queue.rows, ...paused.rows].filter((row) => !known.has(row.item.id))
  return { now: mine.now, rows: [...rows, ...others], next }
}

/** My own open steps, those waiting in my unit's queue, and those whose clock is stopped. */
export const todayQuery = (pages = 1) =>
  queryOptions({
    queryKey: ['today', pages],
    queryFn: ({ signal }) => todayRows(pages, signal),
    placeholderData: keepPreviousData,
  })

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id],
    queryFn: ({ signal }) => api.get<ItemView>(`/api/items/${id}`, { signal }),
  })

/** What an erasure of this item's persons would reach. */
export const erasurePlanQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'erasure'],
    queryFn: ({ signal }) => api.get<ErasurePlan>(`/api/items/${id}/erasure`, { signal }),
  })

export const fileQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', 'file', id],
    queryFn: ({ signal }) => api.get<FileView>(`/api/files/${id}/about`, { signal }),
    staleTime: 60_000,
  })

/** The linked filing an item belongs to; null for one that stands alone. */
export const linkedQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'linked'],
    queryFn: async ({ signal }) =>
      (await api.get<{ linked: LinkedView | null }>(`/api/items/${id}/linked`, { signal })).linked,
  })

/** The linked procedures one may file today. */
export const linkedSetsQuery = queryOptions({
  queryKey: ['linked-sets'],
  queryFn: async ({ signal }) =>
    (await api.get<{ rows: LinkedSetView[] }>('/api/linked-sets', { signal })).rows,
  staleTime: 600_000,
})

export const timeQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'time'],
    queryFn: ({ signal }) => api.get<TimeView>(`/api/items/${id}/time`, { signal }),
  })

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'history'],
    queryFn: ({ signal }) => historyLines(id, signal),
  })

async function historyLines(id: string, signal: AbortSignal): Promise<HistoryLine[]> {
  return (await api.get<{ entries: HistoryLine[] }>(`/api/items/${id}/history`, { signal })).entries
}

export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'notices'],
    queryFn: async ({ signal }) =>
      (await api.get<{ rows: OutboxMessage[] }>(`/api/items/${id}/notices`, { signal })).rows,
  })

export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'story'],
    queryFn: ({ signal }) => api.get<{ story: StoryLine[] }>(`/api/deadline-story/${id}`, { signal }),
  })

export interface ItemsFilter {
  q?: string
  status?: number
  unit?: string
  due?: string
  cursor?: string
}

/** A search goes over codes, names, numbers and phones; without one the list goes by its filters. */
export const itemsQuery = ({ q, due: _due, ...filter }: ItemsFilter) =>
  queryOptions({
    queryKey: ['items', q, filter],
    queryFn: ({ signal }) =>
      q !== undefined && q.length > 1
        ? api.get<Page<ItemRow>>(`/api/search${queryOf({ q })}`, { signal })
        : api.get<Page<ItemRow>>(`/api/items${queryOf({ ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
  })

export const proceduresQuery = (text: string, limit = 20) =>
  queryOptions({
    queryKey: ['procedures', text, limit],
    queryFn: ({ signal }) =>
      api.get<Page<ProcedureRow>>(`/api/procedures${queryOf({ q: text, limit })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export const procedureQuery = (code: string) =>
  queryOptions({
    queryKey: ['procedure', code],
    queryFn: ({ signal }) =>
      api.get<ProcedureView>(`/api/procedures/${encodeURIComponent(code)}`, { signal }),
    staleTime: 60_000,
  })

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: async ({ signal }) => (await api.get<{ units: UnitView[] }>('/api/units', { signal })).units,
  staleTime: 600_000,
})

/** How much each unit has to do, as far as the reader may see. */
export const unitLoadsQuery = queryOptions({
  queryKey: ['items', 'unit-loads'],
  queryFn: async ({ signal }) =>
    (await api.get<{ loads: Record<string, UnitLoad> }>('/api/unit-loads', { signal })).loads,
})

export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: ({ signal }) => api.get<Page<OutboxMessage>>('/api/outbox', { signal }),
})

export const peopleOfUnitQuery = (unit: string) =>
  queryOptions({
    queryKey: ['people', unit],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ people: { id: string; name: string }[] }>(
          `/api/units/${encodeURIComponent(unit)}/people`,
          { signal },
        )
      ).people,
    staleTime: 60_000,
  })
