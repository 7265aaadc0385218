/** How names are compared: code points and tone marks vary between sources, the name does not. */

const oldTones: [RegExp, string][] = [
  ['òa', 'oà'],
  ['óa', 'oá'],
  ['ỏa', 'oả'],
  ['õa', 'oã'],
  ['ọa', 'oạ'],
  ['òe', 'oè'],
  ['óe', 'oé'],
  ['ỏe', 'oẻ'],
  ['õe', 'oẽ'],
  ['ọe', 'oẹ'],
  ['ùy', 'uỳ'],
  ['úy', 'uý'],
  ['ủy', 'uỷ'],
  ['ũy', 'uỹ'],
  ['ụy', 'uỵ'],
].map(([one, other]) => [new RegExp(one!, 'g'), other!])

/** Lower case, composed, one place for tone marks (`hoà` and `hòa` are one), Ð (U+00D0) as đ, single spaces. */
export function exactForm(name: string): string {
  let form = name.normalize('NFC').replaceAll('\u00d0', 'Đ').toLowerCase().replace(/\s+/g, ' ').trim()
  for (const [one, other] of oldTones) form = form.replace(one, other)
  return form
}

/** Without any mark, as `kernel.folded` makes it in SQL: letters and digits and single spaces only. */
export function foldedForm(name: string): string {
  const bare = exactForm(name).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
  return bare.replace(/[^\p{L}\p{N}.]+/gu, ' ').trim()
}

/** The key of a field: `Đất đai` → `dat-dai`. */
export const fieldKey = (name: string): string =>
  foldedForm(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
