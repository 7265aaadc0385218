import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { unitsQuery } from '../../api/queries.ts'
import type { ProcedureView } from '../../api/procedure-types.ts'
import type { UnitView } from '../../api/types.ts'
import { AntdFrame } from '../../styled/antd-frame.tsx'
import { dong } from '../../words/amounts.ts'
import { unaccented } from '../../words/unaccented.ts'
import { useSpeech } from '../../words/use-words.tsx'
import type { IntakeDraft } from './draft.ts'
import { StepTitle } from './step-title.tsx'
import type { PartProps } from './text-input.tsx'

interface FeeProps extends PartProps {
  procedure: ProcedureView | undefined
  receivedAt: string
}

/** Fee, how it is filed, how the applicant is told, and which commune decides. */
export function FeeFields({ draft, change, procedure, receivedAt, refused }: FeeProps) {
  const { words, say } = useSpeech()
  const { intake } = words
  const channels = (['direct', 'post'] as const).filter(
    (channel) => procedure?.channels.some((one) => one.channel === channel) ?? true,
  )
  return (
    <fieldset>
      <StepTitle no={4} done={false}>
        {intake.fee}
      </StepTitle>
      <div className="intake-grid">
        <div className="intake-field span-4">
          <span className="intake-label">{intake.feeAmount}</span>
          <div className="field got">
            {procedure ? <FeeText procedure={procedure} channel={draft.channel} /> : null}
          </div>
        </div>
        <Choice
          label={intake.channel}
          value={draft.channel}
          options={channels.map((one) => [one, intake.channels[one] ?? one])}
          onChange={(value) => change({ channel: value as IntakeDraft['channel'] })}
        />
        <Choice
          label={intake.notify}
          value={draft.notify}
          options={(['sms', 'email', 'none'] as const).map((one) => [one, intake.notifyChannels[one] ?? one])}
          onChange={(value) => change({ notify: value as IntakeDraft['notify'] })}
        />
        <div className="intake-field span-12">
          <label htmlFor="intake-competent">
            {procedure?.competent.level === 'city' ? intake.competent : intake.competentBy}
          </label>
          <Competent draft={draft} change={change} procedure={procedure} receivedAt={receivedAt} />
          {refused?.field === 'competent' ? <span className="act-problem">{say(refused.texts)}</span> : null}
        </div>
      </div>
      <p className="sm mut">{intake.competentHint}</p>
    </fieldset>
  )
}

function FeeText({ procedure, channel }: { procedure: ProcedureView; channel: string }) {
  const { words, language } = useSpeech()
  const fees = procedure.channels.find((one) => one.channel === channel)?.fees ?? []
  if (fees.length === 0) return words.intake.feeNone
  const known = fees.find((fee) => fee.amount !== null)
  if (known?.amount === 0) return words.intake.feeNone
  return known?.amount === undefined || known.amount === null
    ? fees[0]?.note || words.intake.feeUnknown
    : dong(known.amount, language)
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
}) {
  return (
    <label className="intake-field span-4">
      <span className="intake-label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The commune that decides: the desk's own unless another is chosen. A city procedure names its office itself. */
function Competent({
  draft,
  change,
  procedure,
  receivedAt,
}: Pick<FeeProps, 'draft' | 'change' | 'procedure' | 'receivedAt'>) {
  const { say } = useSpeech()
  const units = useQuery(unitsQuery)
  const all = units.data ?? []
  if (procedure?.competent.level === 'city') {
    const code = procedure.competent.unit
    const unit = all.find((one) => one.code === code)
    return <div className="field got cut">{unit ? say(unit.name) : code}</div>
  }
  const options = all
    .filter((one) => one.kind === 'commune')
    .map((one) => ({ value: one.code, label: say(one.name) }))
  return (
    <AntdFrame>
      <Select<string>
        id="intake-competent"
        showSearch={{
          filterOption: (typed, option) =>
            unaccented(String(option?.label ?? '')).includes(unaccented(typed)),
        }}
        loading={units.isPending}
        options={options}
        value={draft.competent || homeCommune(all, receivedAt) || null}
        onChange={(competent) => change({ competent })}
      />
    </AntdFrame>
  )
}

function homeCommune(units: readonly UnitView[], from: string): string | undefined {
  let unit = units.find((one) => one.code === from)
  while (unit && unit.kind !== 'commune') {
    const { parent } = unit
    unit = units.find((one) => one.code === parent)
  }
  return unit?.code
}
