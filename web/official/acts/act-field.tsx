import { useQuery } from '@tanstack/react-query'
import { Checkbox, DatePicker, Input, InputNumber, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useId, type ReactNode } from 'react'
import { peopleOfUnitQuery, unitsQuery } from '../api/queries.ts'
import type { ItemView } from '../api/types.ts'
import { useSpeech, useWords } from '../words/use-words.tsx'
import { unaccented } from '../words/unaccented.ts'
import type { Field, Option } from './fields.ts'
import { leadStep } from './forms.ts'

interface ActFieldProps {
  field: Field
  item: ItemView
  first: boolean
  value: string | string[] | undefined
  problem: string | undefined
  onChange: (value: string | string[]) => void
}

/** One question of a form: its label, its control, what is wrong with the answer. */
export function ActField(props: ActFieldProps) {
  const { field, problem } = props
  const { common } = useWords()
  const id = useId()
  const group = field.kind === 'choice' || field.kind === 'checks'
  const label = (
    <span className="act-label">
      {field.label}
      {field.required ? null : <span className="mut"> ({common.optional})</span>}
    </span>
  )
  const told = problem ? (
    <span className="act-problem" id={`${id}-problem`} role="alert">
      {problem}
    </span>
  ) : null
  if (group) {
    return (
      <fieldset className="act-group" aria-describedby={problem ? `${id}-problem` : undefined}>
        <legend>{label}</legend>
        <Control {...props} />
        {told}
      </fieldset>
    )
  }
  return (
    <div className="act-one">
      <label htmlFor={`act-${field.name}`}>{label}</label>
      <Control {...props} describedBy={problem ? `${id}-problem` : undefined} />
      {told}
    </div>
  )
}

function Control(props: ActFieldProps & { describedBy?: string | undefined }): ReactNode {
  const { field, first, onChange, problem } = props
  const text = typeof props.value === 'string' ? props.value : ''
  const shared = {
    id: `act-${field.name}`,
    autoFocus: first,
    'aria-required': field.required,
    'aria-invalid': problem !== undefined,
    'aria-describedby': props.describedBy,
  }
  const status = problem === undefined ? undefined : 'error'
  switch (field.kind) {
    case 'text':
      return (
        <Input
          {...shared}
          status={status ?? ''}
          value={text}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'area':
      return (
        <Input.TextArea
          {...shared}
          status={status ?? ''}
          value={text}
          maxLength={2000}
          rows={3}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'number':
      return (
        <InputNumber
          {...shared}
          className="act-number"
          min={0}
          value={text === '' ? null : Number(text)}
          suffix={field.unit}
          onChange={(value) => onChange(value === null ? '' : String(value))}
        />
      )
    case 'date':
      return (
        <DatePicker
          {...shared}
          format="DD/MM/YYYY"
          value={text === '' ? null : dayjs(text)}
          onChange={(value) => onChange(value?.format('YYYY-MM-DD') ?? '')}
        />
      )
    case 'choice':
      return <Choice options={field.options} value={text} onChange={onChange} />
    case 'checks':
      return (
        <Checkbox.Group
          className="act-checks"
          options={field.options}
          value={Array.isArray(props.value) ? props.value : []}
          onChange={(values) => onChange(values)}
        />
      )
    case 'unit':
      return <UnitSelect id={shared.id} value={text} onChange={onChange} />
    case 'person':
      return <PersonSelect id={shared.id} unit={unitOf(props.item)} value={text} onChange={onChange} />
  }
}

function Choice({
  options,
  value,
  onChange,
}: {
  options: Option[]
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Radio.Group
      className="act-checks"
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
    >
      {options.map((option, index) => (
        <Radio
          key={option.value}
          value={option.value}
          autoFocus={value === option.value || (value === '' && index === 0)}
        >
          {option.label}
        </Radio>
      ))}
    </Radio.Group>
  )
}

const matches = (typed: string, option: { label?: unknown } | undefined): boolean =>
  unaccented(String(option?.label ?? '')).includes(unaccented(typed))

interface PickProps {
  id: string
  value: string
  onChange: (value: string) => void
}

/** Any unit of the city, found by name without marks or by code. */
export function UnitSelect({ id, value, onChange }: PickProps) {
  const { say } = useSpeech()
  const units = useQuery(unitsQuery)
  const options = (units.data ?? []).map((unit) => ({
    value: unit.code,
    label: `${say(unit.name)} (${unit.code})`,
  }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: matches }}
      loading={units.isPending}
      options={options}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}

function PersonSelect({ id, unit, value, onChange }: PickProps & { unit: string }) {
  const people = useQuery(peopleOfUnitQuery(unit))
  const options = (people.data ?? []).map((person) => ({ value: person.id, label: person.name }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: matches }}
      loading={people.isPending}
      options={options}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}

function unitOf(item: ItemView): string {
  const unit = leadStep(item)?.unit ?? item.units.competent
  return typeof unit === 'string' ? unit : unit.code
}
