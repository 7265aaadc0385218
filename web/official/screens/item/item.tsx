import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ActDialog } from '../../acts/act-dialog.tsx'
import { leadStep } from '../../acts/forms.ts'
import { itemQuery, procedureQuery } from '../../api/queries.ts'
import type { ProcedureView } from '../../api/procedure-types.ts'
import type { ItemView } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import type { ItemTab } from '../../app/search.ts'
import { useTitle } from '../../app/title.ts'
import { clearsOf } from '../../ui/clears-of.ts'
import { SixClears } from '../../ui/six-clears.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSpeech } from '../../words/use-words.tsx'
import { Applicant } from './applicant.tsx'
import { History } from './history.tsx'
import { ItemHead } from './item-head.tsx'
import { Linked } from './linked.tsx'
import { Notices } from './notices.tsx'
import { Papers } from './papers.tsx'
import { Steps } from './steps.tsx'
import { TimeSection } from './time-section.tsx'
import { TimeTable } from './time-table.tsx'
import './item.css'

/** One item: the six clears of now, its time, its steps, papers and history, and what may be done with it. */
export function ItemScreen() {
  const { id } = useParams({ from: '/ho-so/$id' })
  const item = useQuery(itemQuery(id))
  useTitle(item.data?.code ?? '')
  const procedure = useQuery({
    ...procedureQuery(item.data?.procedure.code ?? ''),
    enabled: item.data !== undefined,
  })
  return (
    <main className="main item" id="noi-dung">
      {item.data ? <Item item={item.data} procedure={procedure.data} /> : null}
      {item.isPending ? <Skeleton rows={6} /> : null}
      {item.error && !item.data ? (
        <Trouble whole error={item.error} retry={() => void item.refetch()} />
      ) : null}
    </main>
  )
}

function Item({ item, procedure }: { item: ItemView; procedure: ProcedureView | undefined }) {
  const speech = useSpeech()
  const { tab, act } = useSearch({ from: '/ho-so/$id' })
  const navigate = useNavigate({ from: '/ho-so/$id' })
  const lead = leadStep(item)
  return (
    <>
      <ItemHead item={item} procedure={procedure} />
      {lead ? (
        <div className="item-six">
          <SixClears layout="row" clears={clearsOf(lead, null, nowIso(), speech)} />
        </div>
      ) : null}
      <TimeSection item={item} procedure={procedure} />
      <Tabs item={item} />
      <TabBody item={item} procedure={procedure} tab={tab} />
      {act ? (
        <ActDialog
          id={item.id}
          act={act}
          onClose={() =>
            void navigate({ search: ({ act: _closed, ...rest }) => rest, replace: true, resetScroll: false })
          }
        />
      ) : null}
    </>
  )
}

function TabBody({
  item,
  procedure,
  tab,
}: {
  item: ItemView
  procedure: ProcedureView | undefined
  tab: ItemTab | undefined
}) {
  if (tab === 'papers') return <Papers item={item} />
  if (tab === 'notices') return <Notices id={item.id} />
  if (tab === 'history') return <History id={item.id} />
  if (tab === 'time') return <TimeTable id={item.id} />
  return (
    <div className="item-columns">
      <div>
        <Linked id={item.id} />
        <Steps item={item} procedure={procedure} />
        <Applicant item={item} />
      </div>
      <History id={item.id} most={7} />
    </div>
  )
}

function Tabs({ item }: { item: ItemView }) {
  const { item: words } = useSpeech().words
  const tabs: [ItemTab | undefined, string][] = [
    [undefined, words.overview],
    ['papers', `${words.papers} ${item.parts.length}`],
    ['notices', words.notices],
    ['time', words.timeTitle],
    ['history', words.history],
  ]
  return (
    <nav className="tabs" aria-label={words.tabs}>
      {tabs.map(([name, label]) => (
        <Link
          key={label}
          from="/ho-so/$id"
          to="/ho-so/$id"
          search={{ tab: name }}
          activeOptions={{ explicitUndefined: true }}
          resetScroll={false}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
