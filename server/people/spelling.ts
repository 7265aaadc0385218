/** How Vietnamese names of places and people are compared. A name is never a key; these only tell a new spelling from a new name. */

/** Lower case, no marks, đ as d, words apart by one blank: what people type when they search. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu

/**
 * The same text for Hòa and Hoà, Thủy and Thuỷ, `xã` and `Xã`: the tone of each syllable is moved to its end. Other letters and other
 * tones stay different: Phó Bảng is not Phố Bảng.
 */
export function spelling(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .split(/[\s-]+/u)
    .map((syllable) => syllable.replace(tones, '') + (syllable.match(tones) ?? []).join(''))
    .join(' ')
    .trim()
}

/** A name as it is stored: one form of Unicode, Đ for the Icelandic Ð that looks like it, no control or direction characters, single blanks. */
export function tidy(name: string): string {
  return name
    .normalize('NFC')
    .replace(/Ð/g, 'Đ')
    .replace(/ð/g, 'đ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

export type Division = 'ward' | 'commune' | 'special-zone'

/** What kind of commune-level unit a full name says: Phường, Xã or Đặc khu. */
export function divisionOf(fullName: string): Division {
  const start = folded(fullName)
  if (start.startsWith('phuong ')) return 'ward'
  if (start.startsWith('xa ')) return 'commune'
  if (start.startsWith('dac khu ')) return 'special-zone'
  throw new Error(`"${fullName}" begins with neither Phường, Xã nor Đặc khu`)
}

const englishKinds: Record<Division, string> = {
  ward: 'Ward',
  commune: 'Commune',
  'special-zone': 'Special Zone',
}

/** "Phường Thủ Dầu Một" → "Thu Dau Mot Ward". */
export function englishName(fullName: string): string {
  const division = divisionOf(fullName)
  const rest = fullName.split(/\s+/).slice(division === 'special-zone' ? 2 : 1)
  const plain = rest.join(' ').normalize('NFD').replace(/\p{M}/gu, '').replace(/Đ/g, 'D').replace(/đ/g, 'd')
  return `${plain} ${englishKinds[division]}`
}
