import { useQuery } from '@tanstack/react-query'
import { fileQuery, linkedQuery } from '../../api/queries.ts'
import type { ItemView } from '../../api/types.ts'
import { Icon } from '../../ui/icons.tsx'
import { PartName } from '../../ui/part-name.tsx'
import { State } from '../../ui/marks.tsx'
import { useSpeech } from '../../words/use-words.tsx'

/** The papers of the dossier: which are here, which are missing, the files to download. */
export function Papers({ item }: { item: ItemView }) {
  const { words, say } = useSpeech()
  const linked = useQuery(linkedQuery(item.id)).data
  if (item.parts.length === 0) return <p className="mut item-tab">{words.item.noParts}</p>
  return (
    <div className="item-tab">
      {linked ? (
        <p className="papers-of">{words.item.linkedPapers(say(item.procedure.name), linked.code)}</p>
      ) : null}
      <PaperRows item={item} />
    </div>
  )
}

function PaperRows({ item }: { item: ItemView }) {
  const { words, say } = useSpeech()
  return (
    <ul className="papers">
      {item.parts.map((part, index) => {
        const here = part.originals + part.copies + part.files.length > 0
        const have = words.intake.have(part.originals, part.copies)
        return (
          <li key={part.key}>
            <span className="num">{index + 1}</span>
            <span>
              <PartName name={part.name} required={part.required === true} />
            </span>
            {here ? (
              <State kind="ok">{have || words.intake.haveIt}</State>
            ) : (
              <Absent required={part.required === true} />
            )}
            <span className="papers-files">
              {part.files.map((file, at) => (
                <File key={file} id={file} name={`${say(part.name)} ${at + 1}`} />
              ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** A file to save; one of an erased person is told as gone, there is nothing to save. */
function File({ id, name }: { id: string; name: string }) {
  const { words } = useSpeech()
  const erased = (useQuery(fileQuery(id)).data?.erasedAt ?? null) !== null
  if (erased) {
    return (
      <span>
        {name}{' '}
        <State kind="wait" icon="close">
          {words.erasure.fileErased}
        </State>
      </span>
    )
  }
  return (
    <a href={`/api/files/${id}`} download>
      <Icon name="download" /> {words.item.download(name)}
    </a>
  )
}

function Absent({ required }: { required: boolean }) {
  const { intake, common } = useSpeech().words
  return required ? <State kind="late">{intake.haveNot}</State> : <span className="mut">{common.none}</span>
}
