import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { unitsQuery } from '../../api/queries.ts'
import { AntdFrame } from '../../styled/antd-frame.tsx'
import { Icon } from '../../ui/icons.tsx'
import { unaccented } from '../../words/unaccented.ts'
import { useSpeech } from '../../words/use-words.tsx'

/** Status and unit, in the address. A search by words stands beside them as a chip that can be taken away. */
export function Filters() {
  const { words } = useSpeech()
  const { q, status, unit } = useSearch({ from: '/ho-so' })
  const filtered = status !== undefined || unit !== undefined
  return (
    <AntdFrame>
      <div className="items-filters" role="group" aria-label={words.items.status}>
        {q === undefined ? (
          <>
            <StatusFilter />
            <UnitFilter />
          </>
        ) : (
          <Link className="chip" to="/ho-so">
            “{q}” <Icon name="close" />
            <span className="vh">{words.items.clear}</span>
          </Link>
        )}
        {filtered ? (
          <Link className="sm" to="/ho-so">
            {words.items.clear}
          </Link>
        ) : null}
      </div>
    </AntdFrame>
  )
}

function StatusFilter() {
  const { words } = useSpeech()
  const { status } = useSearch({ from: '/ho-so' })
  const navigate = useNavigate({ from: '/ho-so' })
  const options = Object.entries(words.statuses).map(([code, name]) => ({
    value: Number(code),
    label: `${code} · ${name}`,
  }))
  return (
    <Select<number>
      allowClear
      aria-label={words.items.status}
      placeholder={words.items.anyStatus}
      value={status ?? null}
      options={options}
      onChange={(chosen?: number) =>
        void navigate({
          search: ({ status: _old, cursor: _page, ...rest }) =>
            chosen === undefined ? rest : { ...rest, status: chosen },
        })
      }
    />
  )
}

function UnitFilter() {
  const { words, say } = useSpeech()
  const { unit } = useSearch({ from: '/ho-so' })
  const navigate = useNavigate({ from: '/ho-so' })
  const units = useQuery(unitsQuery)
  const options = (units.data ?? []).map((one) => ({
    value: one.code,
    label: `${say(one.name)} (${one.code})`,
  }))
  return (
    <Select<string>
      allowClear
      showSearch={{
        filterOption: (typed, option) => unaccented(String(option?.label ?? '')).includes(unaccented(typed)),
      }}
      aria-label={words.items.unit}
      placeholder={words.items.anyUnit}
      value={unit ?? null}
      options={options}
      loading={units.isPending}
      onChange={(chosen?: string) =>
        void navigate({
          search: ({ unit: _old, cursor: _page, ...rest }) =>
            chosen === undefined ? rest : { ...rest, unit: chosen },
        })
      }
    />
  )
}
