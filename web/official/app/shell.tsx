import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { keepLive } from '../api/live.ts'
import { todayQuery } from '../api/queries.ts'
import { dueTodayCount } from '../screens/today/groups.ts'
import { Icon, Mark, type IconName } from '../ui/icons.tsx'
import { useSpeech, useWords } from '../words/use-words.tsx'
import { nowIso } from './clock.ts'
import { KeysHelp } from './keys-help.tsx'
import { useKeys } from './keys.tsx'
import { useMay, useMe } from './session.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every page: rail on the left (below, on a phone), bar on top, the page. */
export function Shell({ children }: { children: ReactNode }) {
  const words = useWords()
  const client = useQueryClient()
  const [live, setLive] = useState<'live' | 'polling'>('live')
  const [help, showHelp] = useState(false)
  useEffect(() => keepLive(client, setLive), [client])
  useShellKeys(() => showHelp(true))
  return (
    <div className="app">
      <a className="skip" href="#noi-dung">
        {words.skip}
      </a>
      <Rail />
      <div className="page">
        <TopBar live={live} onHelp={() => showHelp(true)} />
        <OfflineBar />
        {children}
      </div>
      {help ? <KeysHelp onClose={() => showHelp(false)} /> : null}
    </div>
  )
}

function useShellKeys(showHelp: () => void): void {
  const { keys } = useWords()
  const navigate = useNavigate()
  const takesIn = useMay('work.submit')
  useKeys('everywhere', [
    { keys: '/', help: keys.search, run: () => document.getElementById('tim')?.focus() },
    { keys: 'g t', help: keys.goToday, run: () => void navigate({ to: '/' }) },
    { keys: 'g h', help: keys.goItems, run: () => void navigate({ to: '/ho-so' }) },
    ...(takesIn
      ? [{ keys: 'g n', help: keys.goIntake, run: () => void navigate({ to: '/tiep-nhan' }) }]
      : []),
    { keys: 'g p', help: keys.goProcedures, run: () => void navigate({ to: '/thu-tuc' }) },
    { keys: '?', help: keys.help, run: showHelp },
  ])
}

interface Destination {
  to: '/' | '/ho-so' | '/tiep-nhan' | '/thu-tuc' | '/don-vi' | '/tin-gui'
  name: string
  icon: IconName
  count?: number | undefined
}

function Rail() {
  const { nav, product } = useWords()
  const today = useQuery(todayQuery())
  const count = today.data ? dueTodayCount({ rows: today.data.rows, now: nowIso() }) : undefined
  const takesIn = useMay('work.submit')
  const destinations: Destination[] = [
    { to: '/', name: nav.today, icon: 'home', count },
    { to: '/ho-so', name: nav.items, icon: 'paper' },
    ...(takesIn ? [{ to: '/tiep-nhan', name: nav.intake, icon: 'inbox' } as const] : []),
    { to: '/thu-tuc', name: nav.procedures, icon: 'book' },
    { to: '/don-vi', name: nav.units, icon: 'units' },
    { to: '/tin-gui', name: nav.outbox, icon: 'mail' },
  ]
  return (
    <nav className="rail" aria-label={nav.label}>
      <Link className="mark" to="/">
        <Mark />
        {product}
      </Link>
      <ul>
        {destinations.map((one) => (
          <li key={one.to}>
            <Link
              to={one.to}
              activeOptions={{ exact: one.to === '/', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon name={one.icon} />
              {one.name}
              {one.count ? <span className="rail-count">{one.count}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
      <Who />
    </nav>
  )
}

function Who() {
  const me = useMe()
  const { say } = useSpeech()
  const post = me.actor.posts[0]
  const role = post ? `${say(post.roleName)}, ${say(post.unitName)}` : ''
  return (
    <div className="who">
      <b>{me.actor.name}</b>
      {role}
    </div>
  )
}

function listenToNetwork(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

function OfflineBar() {
  const { errors } = useWords()
  const online = useSyncExternalStore(listenToNetwork, () => navigator.onLine)
  return online ? null : (
    <p className="offline" role="status">
      <Icon name="late" />
      {errors.offlineBar}
    </p>
  )
}
