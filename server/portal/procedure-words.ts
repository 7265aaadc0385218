/** Time, fees and papers of a procedure in words. Pure. */
import type { Page } from './page.ts'
import type { Procedure } from './ports.ts'

/** Time per channel, one line where all channels promise the same. */
export function timesOf({ say, format }: Page, p: Procedure): { channel: string; words: string }[] {
  const lines = p.channels.map((one) => ({
    channel: say(`channel.${one.channel}`),
    words: format.allow(one.allow),
  }))
  return new Set(lines.map((line) => line.words)).size === 1 ? lines.slice(0, 1) : lines
}

export function feesOf({ say, format }: Page, p: Procedure): string[] {
  const lines = p.channels.flatMap((one) =>
    one.fees.map((fee) => {
      const channel = say(`channel.${one.channel}`)
      // Where the source gives no amount, its note says what holds.
      if (fee.amount === null) return { channel, words: fee.note || say('procedure.fee-unknown') }
      const amount = fee.amount === 0 ? say('procedure.fee-none') : format.money(fee.amount, fee.currency)
      return { channel, words: fee.note ? `${amount}. ${fee.note}` : amount }
    }),
  )
  if (lines.length === 0) return [say('procedure.fee-unstated')]
  const distinct = new Set(lines.map((line) => line.words))
  return distinct.size === 1 ? [...distinct] : lines.map((line) => `${line.channel}: ${line.words}`)
}

export function partNote({ say }: Page, part: Procedure['parts'][number]): string {
  if (part.digitalSource) return say('procedure.part-have', { source: part.digitalSource })
  const notes: string[] = []
  if (part.form) notes.push(say('procedure.part-form', { form: part.form }))
  if (part.originals > 0) notes.push(say('procedure.part-originals', { n: part.originals }))
  if (part.copies > 0) notes.push(say('procedure.part-copies', { n: part.copies }))
  if (!part.required) notes.push(say('procedure.part-optional'))
  return notes.join(' · ')
}
