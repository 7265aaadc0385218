import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, queryOf, rememberCsrf } from './client.ts'
import type {
  HistoryLine,
  ItemRow,
  ItemView,
  Me,
  OutboxMessage,
  Page,
  ProcedureRow,
  ProcedureView,
  StoryLine,
  TimeView,
  TodayView,
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

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => api.get<TodayView>('/api/today', { signal }),
  placeholderData: keepPreviousData,
})

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id],
    queryFn: ({ signal }) => api.get<ItemView>(`/api/items/${id}`, { signal }),
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
  const answer = await api.get<HistoryLine[] | { lines: HistoryLine[] }>(`/api/items/${id}/history`, {
    signal,
  })
  return Array.isArray(answer) ? answer : answer.lines
}

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

export const itemsQuery = (filter: ItemsFilter) =>
  queryOptions({
    queryKey: ['items', filter],
    queryFn: ({ signal }) => api.get<Page<ItemRow>>(`/api/items${queryOf({ ...filter })}`, { signal }),
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
