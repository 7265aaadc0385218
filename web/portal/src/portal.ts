// What scripts add, and nothing that pages need: a filter over long lists, choices that open their field, one sending per click,
// and uploads in pieces that survive a lost connection.

document.documentElement.classList.add('scripts')

// A form is sent once, however often its button is pressed.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-prevent-double-click]')) {
  let sent = false
  button.form?.addEventListener('submit', (event) => {
    if (sent) event.preventDefault()
    sent = true
  })
}
addEventListener('pageshow', (event) => {
  // Back from the cache of the browser: forms may be sent again.
  if (event.persisted) location.reload()
})

// Errors are read first.
document.querySelector<HTMLElement>('.govuk-error-summary')?.setAttribute('tabindex', '-1')
document.querySelector<HTMLElement>('.govuk-error-summary')?.focus()

// A choice opens the field that belongs to it; without scripts every field stays open.
for (const radio of document.querySelectorAll<HTMLInputElement>('input[type=radio][data-aria-controls]')) {
  const target = document.getElementById(radio.dataset['ariaControls'] ?? '')
  if (!target) continue
  radio.setAttribute('aria-controls', target.id)
  const show = (): void => {
    target.hidden = !radio.checked
  }
  radio.form?.addEventListener('change', show)
  show()
}

// A long list of offices gets a field that narrows it, typed with or without marks.
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-pick]')) {
  const field = document.createElement('input')
  field.className = 'govuk-input pick'
  field.type = 'search'
  field.setAttribute('aria-label', select.dataset['pick'] ?? '')
  field.placeholder = select.dataset['pick'] ?? ''
  const all = [...select.options].map((option) => ({ option, text: folded(option.text) }))
  field.addEventListener('input', () => {
    const wanted = folded(field.value.trim())
    const kept = all.filter(({ option, text }) => option.value === '' || text.includes(wanted))
    select.replaceChildren(...kept.map(({ option }) => option))
    const first = kept.find(({ option }) => option.value !== '')
    if (wanted !== '' && first) first.option.selected = true
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
  select.before(field)
}

// Uploads in pieces (the tus protocol, 1.0): each file is created, then sent in pieces of 1 MB, and a broken connection goes on where it
// stopped. When anything else fails the form is sent as it is, whole.
const piece_bytes = 1_048_576
const tries = 6

// Refused for good (too large, a kind that is not taken): trying again would not help.
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 409 && status !== 423

class Refused extends Error {}

async function send(
  file: File,
  address: string,
  token: string,
  going: (share: number) => void,
): Promise<string> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)))
  const base = { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': token }
  const made = await fetch(address, {
    method: 'POST',
    headers: { ...base, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${name}` },
  })
  const place = made.headers.get('Location')
  if (made.status !== 201 || !place) throw new Error(`upload was not begun: ${made.status}`)
  let at = 0
  let failed = 0
  while (at < file.size) {
    try {
      const answer = await fetch(place, {
        method: 'PATCH',
        headers: { ...base, 'Upload-Offset': String(at), 'Content-Type': 'application/offset+octet-stream' },
        body: file.slice(at, at + piece_bytes),
      })
      if (isFinal(answer.status)) throw new Refused(String(answer.status))
      if (!answer.ok) throw new Error(`piece not taken: ${answer.status}`)
      at = Number(answer.headers.get('Upload-Offset'))
      failed = 0
    } catch (error) {
      if (error instanceof Refused || ++failed > tries) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failed))
      const head = await fetch(place, { method: 'HEAD', headers: base }).catch(() => undefined)
      if (head?.ok) at = Number(head.headers.get('Upload-Offset'))
    }
    going(at / file.size)
  }
  return place.split('/').pop() ?? ''
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
  const address = form.dataset['upload']
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  const status = form.querySelector<HTMLElement>('[data-upload-status]')
  if (!address || !input || !status) continue
  form.addEventListener('submit', (event) => {
    const files = [...(input.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    const token = form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''
    void uploadAll(form, { files, address, token, input, status, button })
  })
}

interface Upload {
  files: File[]
  address: string
  token: string
  input: HTMLInputElement
  status: HTMLElement
  button: HTMLButtonElement | null
}

async function uploadAll(form: HTMLFormElement, upload: Upload): Promise<void> {
  const { files, address, token, input, status, button } = upload
  const whole = files.reduce((sum, file) => sum + file.size, 0)
  let before = 0
  try {
    for (const file of files) {
      const id = await send(file, address, token, (share) => {
        const percent = Math.round(((before + share * file.size) / whole) * 100)
        status.textContent = (form.dataset['uploadGoing'] ?? '').replace('{share}', String(percent))
      })
      before += file.size
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = 'uploaded'
      field.value = id
      form.append(field)
    }
    input.value = ''
  } catch {
    // The form still holds the files and sends them the plain way.
    status.textContent = form.dataset['uploadFailed'] ?? ''
    for (const field of form.querySelectorAll('input[name=uploaded]')) field.remove()
  }
  if (button?.name) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = button.name
    field.value = button.value
    form.append(field)
  }
  form.submit()
}
