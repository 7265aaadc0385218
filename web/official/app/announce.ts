/** Says what was done, on screen for a few seconds and to a screen reader. One line at a time. */
const shown_ms = 5_000
let timer: ReturnType<typeof setTimeout> | undefined

function place(): HTMLElement {
  const known = document.getElementById('da-xong')
  if (known) return known
  const made = document.createElement('div')
  made.id = 'da-xong'
  made.className = 'announcement'
  made.setAttribute('role', 'status')
  document.body.append(made)
  return made
}

export function announce(text: string): void {
  const line = place()
  line.textContent = text
  if (timer !== undefined) clearTimeout(timer)
  timer = setTimeout(() => {
    line.textContent = ''
  }, shown_ms)
}
