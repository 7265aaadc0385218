import { Fragment, useEffect, useRef } from 'react'
import { Icon } from '../ui/icons.tsx'
import { useWords } from '../words/use-words.tsx'
import { useShortcuts, type Binding } from './keys.tsx'
import './keys-help.css'

/** Every key that works right now, as the pages announce them. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { keys, common } = useWords()
  const shortcuts = useShortcuts()()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const of = (place: 'everywhere' | 'here'): Binding[] =>
    shortcuts.filter((one) => one.place === place).flatMap((one) => one.bindings)
  const here = of('here')
  return (
    <dialog ref={dialog} className="keys-help" aria-label={keys.title} onClose={onClose}>
      <div className="row">
        <h2>{keys.title}</h2>
        <button
          type="button"
          className="link icon-only sp"
          aria-label={common.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {here.length > 0 ? <KeyList title={keys.here} bindings={here} /> : null}
      <KeyList title={keys.everywhere} bindings={of('everywhere')} />
    </dialog>
  )
}

function KeyList({ title, bindings }: { title: string; bindings: readonly Binding[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {bindings.map((one) => (
          <Fragment key={one.keys}>
            <dt>
              {one.keys.split(/[ +]/).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{one.help}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
