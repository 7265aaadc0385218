import type { ActName } from '../api/types.ts'
import type { Words } from '../words/vi.ts'

const titles: Record<ActName, (acts: Words['acts']) => string> = {
  accept: (acts) => acts.accept,
  refuse: (acts) => acts.refuse,
  'request-supplement': (acts) => acts.requestSupplement,
  supplement: (acts) => acts.receiveSupplement,
  'financial-duty': (acts) => acts.financialDuty,
  pay: (acts) => acts.payment,
  forward: (acts) => acts.forward,
  'complete-step': (acts) => acts.complete,
  rework: (acts) => acts.rework,
  consult: (acts) => acts.consult,
  answer: (acts) => acts.answerConsultation,
  assign: (acts) => acts.assign,
  take: (acts) => acts.take,
  release: (acts) => acts.release,
  finish: (acts) => acts.finish,
  return: (acts) => acts.return,
  withdraw: (acts) => acts.withdraw,
  stop: (acts) => acts.stop,
  extend: (acts) => acts.extend,
}

export const actTitle = (act: ActName, words: Words): string => titles[act](words.acts)
