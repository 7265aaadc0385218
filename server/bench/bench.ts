import { benchCalendar } from '#calendar'
import { benchLifecycle } from './lifecycle/bench-lifecycle.ts'
import { benchList } from './bench-list.ts'
import { benchVerify } from './bench-verify.ts'
import type { Progress } from './sets.ts'

export interface Asked {
  items: number
  rounds: number
  window_s: number
  connections: number | undefined
  notify: 'mix' | 'none'
  cache: number
}

type Bench = (
  asked: Asked,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  progress: Progress,
) => Promise<object>

/** What can be measured, by the word after `bench`. */
export const bench: Record<'lifecycle' | 'list' | 'verify' | 'calendar', Bench> = {
  lifecycle: (asked, env, say, progress) =>
    benchLifecycle({ ...asked, connections: asked.connections ?? 12 }, env, say, progress),
  list: (asked, env, say, progress) =>
    benchList({ ...asked, users: asked.connections ?? 16 }, env, say, progress),
  verify: benchVerify,
  calendar: (_asked, _env, say) => benchCalendar({ err: say }),
}
