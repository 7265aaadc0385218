import type { ActName, ItemView, StepView } from '../api/types.ts'
import { followingStep } from './following.ts'
import { given, listOf, textOf, type Around, type Field, type Values } from './fields.ts'

/** One act as a form: where it is sent, what it asks, what it will do. `final`: it cannot be taken back. */
export interface ActForm {
  path: (item: ItemView) => string
  fields: (around: Around) => Field[]
  body: (values: Values) => Record<string, unknown>
  effect: (around: Around) => string
  start?: (around: Around) => Values
  final?: boolean
}

/** The open step that answers for the item now. */
export const leadStep = (item: ItemView): StepView | undefined =>
  item.steps.find((step) => step.doneAt === null && step.duty !== 'coordinate')

const askedStep = (item: ItemView): StepView | undefined =>
  item.steps.find((step) => step.doneAt === null && step.duty === 'coordinate')

const onStep = (tail: string) => (item: ItemView) => `steps/${leadStep(item)?.no ?? 0}/${tail}`
const plain = (path: string) => () => path

const reason = ({ speaking }: Around, required = true): Field => ({
  kind: 'area',
  name: 'reason',
  label: speaking.words.acts.fields.reason,
  required,
})

const guidance = ({ speaking }: Around): Field => ({
  kind: 'area',
  name: 'guidance',
  label: speaking.words.acts.fields.guidance,
  required: false,
})

const note = ({ speaking }: Around): Field => ({
  kind: 'area',
  name: 'note',
  label: speaking.words.acts.fields.note,
  required: false,
})

const papers = ({ item, speaking }: Around, name: string, label: string): Field => ({
  kind: 'checks',
  name,
  label,
  required: name === 'missing',
  options: item.parts.map((part) => ({ value: part.key, label: speaking.say(part.name) })),
})

const choices = (
  labels: Record<string, string>,
  keys: readonly string[],
): { value: string; label: string }[] => keys.map((key) => ({ value: key, label: labels[key] ?? key }))

const nothing = (): Record<string, unknown> => ({})
const noFields = (): Field[] => []

export const actForms: Record<ActName, ActForm> = {
  accept: {
    path: plain('acceptance'),
    fields: noFields,
    body: nothing,
    effect: ({ speaking }) => speaking.words.acts.acceptEffect,
  },
  refuse: {
    path: plain('refusal'),
    fields: (around) => [reason(around), guidance(around)],
    body: (values) => ({ reason: textOf(values, 'reason'), ...given(values, 'guidance') }),
    effect: ({ speaking }) => speaking.words.acts.refuseEffect,
    final: true,
  },
  'request-supplement': {
    path: plain('supplement-request'),
    fields: (around) => [
      papers(around, 'missing', around.speaking.words.acts.fields.missing),
      reason(around),
      guidance(around),
    ],
    body: (values) => ({
      missing: listOf(values, 'missing'),
      reason: textOf(values, 'reason'),
      ...given(values, 'guidance'),
    }),
    effect: ({ speaking }) => speaking.words.acts.requestSupplementEffect,
  },
  supplement: {
    path: plain('supplement'),
    fields: (around) => [papers(around, 'received', around.speaking.words.acts.fields.received)],
    body: (values) => ({ parts: listOf(values, 'received').map((key) => ({ key, originals: 1 })) }),
    effect: ({ speaking }) => speaking.words.acts.receiveSupplementEffect,
  },
  'financial-duty': {
    path: plain('financial-duty'),
    fields: (around) => {
      const words = around.speaking.words.acts.fields
      const kinds = [
        { value: 'fee', label: words.kindFee },
        { value: 'tax', label: words.kindTax },
      ]
      return [
        { kind: 'choice', name: 'kind', label: words.kind, required: true, options: kinds },
        { kind: 'number', name: 'amount', label: words.amount, required: false, unit: words.amountUnit },
        reason(around, false),
      ]
    },
    body: (values) => ({
      kind: textOf(values, 'kind'),
      ...(textOf(values, 'amount') === '' ? {} : { amount: Number(textOf(values, 'amount')) }),
      ...given(values, 'reason'),
    }),
    effect: ({ speaking }) => speaking.words.acts.financialDutyEffect,
    start: ({ procedure }) => ({ kind: procedure?.financialDuty === 'tax' ? 'tax' : 'fee' }),
  },
  pay: {
    path: plain('payment'),
    fields: ({ speaking }) => [
      { kind: 'text', name: 'receipt', label: speaking.words.acts.fields.receipt, required: false },
    ],
    body: (values) => given(values, 'receipt'),
    effect: ({ speaking }) => speaking.words.acts.paymentEffect,
  },
  forward: {
    path: plain('forwarding'),
    fields: (around) => [
      { kind: 'unit', name: 'to', label: around.speaking.words.acts.fields.unit, required: true },
      reason(around),
    ],
    body: (values) => ({ to: textOf(values, 'to'), reason: textOf(values, 'reason') }),
    effect: ({ speaking }) => speaking.words.acts.forwardEffect,
  },
  'complete-step': {
    path: onStep('completion'),
    fields: (around) => {
      const outcomes = leadStep(around.item)?.outcomes ?? []
      const { acts } = around.speaking.words
      if (outcomes.length < 2) return [note(around)]
      return [
        {
          kind: 'choice',
          name: 'outcome',
          label: acts.fields.outcome,
          required: true,
          options: choices(acts.outcomes, outcomes),
        },
        note(around),
      ]
    },
    body: (values) => ({ ...given(values, 'outcome'), ...given(values, 'note') }),
    effect: (around) => completionEffect(around),
    start: ({ item }) => {
      const forward = leadStep(item)?.outcomes?.find(
        (outcome) => outcome === 'done' || outcome === 'approved',
      )
      const start: Values = forward === undefined ? {} : { outcome: forward }
      return start
    },
  },
  rework: {
    path: onStep('rework'),
    fields: (around) => {
      const { acts } = around.speaking.words
      const done = around.item.steps.filter(
        (step) => step.doneAt !== null && step.duty !== 'coordinate' && step.no > 0,
      )
      const steps = done.map((step) => ({ value: step.key, label: around.speaking.say(step.name) }))
      return [
        { kind: 'choice', name: 'toStep', label: acts.fields.toStep, required: true, options: steps },
        {
          kind: 'choice',
          name: 'cause',
          label: acts.fields.cause,
          required: true,
          options: choices(acts.causes, ['performer', 'reviewer']),
        },
        reason(around),
      ]
    },
    body: (values) => ({
      toStep: textOf(values, 'toStep'),
      cause: textOf(values, 'cause'),
      reason: textOf(values, 'reason'),
    }),
    effect: ({ speaking }) => speaking.words.acts.reworkEffect,
  },
  consult: {
    path: plain('consultations'),
    fields: ({ speaking }) => {
      const words = speaking.words.acts.fields
      return [
        { kind: 'unit', name: 'unit', label: words.unit, required: true },
        { kind: 'area', name: 'question', label: words.question, required: true },
        { kind: 'number', name: 'days', label: words.days, required: true, unit: '' },
      ]
    },
    body: (values) => ({
      unit: textOf(values, 'unit'),
      question: textOf(values, 'question'),
      allow: `${textOf(values, 'days')}wd`,
    }),
    effect: ({ speaking }) => speaking.words.acts.consultEffect,
    start: () => ({ days: '2' }),
  },
  answer: {
    path: (item) => `consultations/${askedStep(item)?.no ?? 0}/answer`,
    fields: ({ speaking }) => [
      { kind: 'area', name: 'text', label: speaking.words.acts.fields.answer, required: true },
    ],
    body: (values) => ({ text: textOf(values, 'text') }),
    effect: ({ speaking }) => speaking.words.acts.answerConsultationEffect,
  },
  assign: {
    path: onStep('assignment'),
    fields: (around) => [
      { kind: 'person', name: 'person', label: around.speaking.words.acts.fields.person, required: true },
      reason(around, false),
    ],
    body: (values) => ({ person: textOf(values, 'person'), ...given(values, 'reason') }),
    effect: ({ speaking }) => speaking.words.acts.assignEffect,
  },
  take: {
    path: onStep('take'),
    fields: noFields,
    body: nothing,
    effect: ({ speaking }) => speaking.words.acts.takeEffect,
  },
  release: {
    path: onStep('release'),
    fields: (around) => [reason(around)],
    body: (values) => ({ reason: textOf(values, 'reason') }),
    effect: ({ speaking }) => speaking.words.acts.releaseEffect,
  },
  finish: {
    path: plain('result'),
    fields: (around) => {
      const words = around.speaking.words.acts.fields
      const options = [
        { value: 'granted', label: words.granted },
        { value: 'refused', label: words.refused },
      ]
      return [
        { kind: 'choice', name: 'outcome', label: words.outcome, required: true, options },
        note(around),
      ]
    },
    body: (values) => ({ outcome: textOf(values, 'outcome'), ...given(values, 'note') }),
    effect: ({ speaking }) => speaking.words.acts.finishEffect,
    start: () => ({ outcome: 'granted' }),
  },
  return: {
    path: plain('return'),
    fields: ({ speaking }) => {
      const { acts } = speaking.words
      const options = choices(acts.handedTo, ['applicant', 'representative', 'post', 'online'])
      return [{ kind: 'choice', name: 'to', label: acts.fields.to, required: true, options }]
    },
    body: (values) => ({ to: textOf(values, 'to') }),
    effect: ({ speaking }) => speaking.words.acts.returnEffect,
    start: () => ({ to: 'applicant' }),
    final: true,
  },
  withdraw: {
    path: plain('withdrawal'),
    fields: (around) => [reason(around, false)],
    body: (values) => given(values, 'reason'),
    effect: ({ speaking }) => speaking.words.acts.withdrawEffect,
    final: true,
  },
  stop: {
    path: plain('stop'),
    fields: (around) => [
      reason(around),
      { kind: 'area', name: 'basis', label: around.speaking.words.acts.fields.basis, required: true },
    ],
    body: (values) => ({ reason: textOf(values, 'reason'), basis: textOf(values, 'basis') }),
    effect: ({ speaking }) => speaking.words.acts.stopEffect,
    final: true,
  },
  extend: {
    path: plain('extension'),
    fields: (around) => [
      { kind: 'date', name: 'appointment', label: around.speaking.words.acts.fields.newDay, required: true },
      reason(around),
    ],
    body: (values) => ({ appointment: textOf(values, 'appointment'), reason: textOf(values, 'reason') }),
    effect: ({ speaking }) => speaking.words.acts.extendEffect,
    final: true,
  },
}

function completionEffect({ item, procedure, speaking }: Around): string {
  const { acts } = speaking.words
  const lead = leadStep(item)
  const next = lead && procedure ? followingStep(procedure, lead.key) : undefined
  if (next === undefined) return ''
  return next === 'finish' ? acts.completeLast : acts.completeEffect(speaking.say(next.name))
}
