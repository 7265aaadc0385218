import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { needs } from '../../kernel/testing/needs.ts'
import { printLinkedReceipt } from './linked-receipt.ts'
import { findLinked } from './store.ts'
import { birth, linkedCity, on, papers, type LinkedCity } from './testing/linked-city.ts'

let city: LinkedCity
const folder = mkdtempSync(join(tmpdir(), 'sauro-linked-'))
before(async () => {
  city = await linkedCity()
})
after(async () => {
  rmSync(folder, { recursive: true })
  await city.close()
})

async function printed(id: string, now: Date): Promise<string> {
  const linked = (await findLinked(city.db, id))!
  const { name, bytes } = await printLinkedReceipt(city.office, linked, city.clerk, now)
  assert.equal(name, `giay-hen-${linked.code}.pdf`)
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
}

test('there is no receipt before an agency has accepted', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-03'))
  await assert.rejects(printed(filed.id, on('2026-03-03')), { code: 'NotAcceptedYet' })
})

needs(['command:pdftotext'], 'one receipt names every agency, one appointment and one secret', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-04'))
  for (const item of filed.items) await city.act(city.clerk, 'accept', item.id, on('2026-03-04', '09:00'))
  const view = await city.view(filed, on('2026-03-04', '10:00'))
  const text = await printed(filed.id, on('2026-03-04', '10:00'))
  for (const said of [filed.code, filed.secret, ...filed.items.map((one) => one.code), 'Công an thành phố'])
    assert.ok(text.includes(said), `${said} is not in ${text}`)
  assert.ok(
    text.includes(view.set.name.vi) && !text.includes(view.set.code),
    'the set by its name, not by a code of ours',
  )
  const day = view.appointment!.slice(8, 10)
  assert.match(text, new RegExp(`hẹn trả kết quả: \\d\\d giờ \\d\\d phút, ngày ${day}/03/2026`))
})

needs(['command:pdftotext'], 'what cannot be known yet is said so, and what never begins too', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-05'))
  await city.act(city.clerk, 'accept', filed.items[0]!.id, on('2026-03-05', '09:00'))
  const open = await printed(filed.id, on('2026-03-05', '10:00'))
  assert.match(open, /hẹn trả kết quả: chưa xác định, dự kiến chậm nhất/)
  assert.match(open, /Bắt đầu sau khi có kết quả số 1/)
  await city.act(city.clerk, 'withdraw', filed.items[0]!.id, on('2026-03-05', '11:00'), {})
  assert.match(await printed(filed.id, on('2026-03-05', '12:00')), /Không bắt đầu, vì không có kết quả số 1/)
})
