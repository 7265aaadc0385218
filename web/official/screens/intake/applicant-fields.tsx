import { useSpeech } from '../../words/use-words.tsx'
import { numberLooksWrong } from './draft.ts'
import { StepTitle } from './step-title.tsx'
import { TextInput, type PartProps } from './text-input.tsx'

const kinds = ['citizen', 'household-business', 'business', 'organisation']

/** Who files: number, name, how to be told; and on whose behalf, if somebody else stands at the counter. */
export function ApplicantFields(props: PartProps) {
  const { draft, change } = props
  const { intake } = useSpeech().words
  const person = draft.kind === 'citizen'
  return (
    <fieldset>
      <StepTitle
        no={1}
        done={draft.name.trim() !== ''}
        current={draft.name.trim() === ''}
        hint={intake.applicantHint}
      >
        {intake.applicant}
      </StepTitle>
      <div className="intake-grid">
        <div className="intake-field span-3">
          <label htmlFor="intake-kind">{intake.kind}</label>
          <select
            id="intake-kind"
            className="field"
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {intake.kinds[kind]}
              </option>
            ))}
          </select>
        </div>
        <TextInput
          {...props}
          name="number"
          path="applicant.number"
          label={person ? intake.number : intake.taxNumber}
          span={4}
          inputMode="numeric"
          problem={numberLooksWrong(draft) ? intake.numberWrong : undefined}
        />
        <TextInput
          {...props}
          name="name"
          path="applicant.name"
          label={person ? intake.name : intake.orgName}
          span={5}
        />
        <TextInput
          {...props}
          name="phone"
          path="applicant.phone"
          label={intake.phone}
          span={3}
          inputMode="tel"
        />
        <TextInput
          {...props}
          name="email"
          path="applicant.email"
          label={intake.email}
          span={4}
          inputMode="email"
        />
        <TextInput {...props} name="address" path="applicant.address" label={intake.address} span={5} />
      </div>
      <label className="intake-check">
        <input
          type="checkbox"
          checked={draft.through}
          onChange={(event) => change({ through: event.target.checked })}
        />
        {intake.through}
      </label>
      {draft.through ? <ThroughFields {...props} /> : null}
    </fieldset>
  )
}

function ThroughFields(props: PartProps) {
  const { draft, change } = props
  const { intake } = useSpeech().words
  return (
    <div className="intake-grid">
      <TextInput {...props} name="throughName" path="through.name" label={intake.throughName} span={5} />
      <TextInput
        {...props}
        name="throughNumber"
        path="through.number"
        label={intake.throughNumber}
        span={4}
        inputMode="numeric"
      />
      <div className="intake-field span-3">
        <label htmlFor="intake-as">{intake.throughKind}</label>
        <select
          id="intake-as"
          className="field"
          value={draft.throughAs}
          onChange={(event) => change({ throughAs: event.target.value })}
        >
          {Object.entries(intake.throughAs).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <TextInput
        {...props}
        name="throughAuthority"
        path="through.authority"
        label={intake.throughAuthority}
        span={5}
      />
      <TextInput
        {...props}
        name="throughDate"
        path="through.authorityDate"
        label={intake.throughDate}
        span={4}
        type="date"
      />
    </div>
  )
}
