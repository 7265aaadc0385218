import type { Said } from '../api/types.ts'
import { useSpeech } from '../words/use-words.tsx'

/** The name of a paper; one that is not required says so, unless its name already does. */
export function PartName({ name, required }: { name: Said; required: boolean }) {
  const { words, say } = useSpeech()
  const said = say(name)
  const hint =
    required || said.includes(words.intake.ifAny.slice(0, -1)) ? null : (
      <span className="mut"> {words.intake.ifAny}</span>
    )
  return (
    <>
      {said}
      {hint}
    </>
  )
}
