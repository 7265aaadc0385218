import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryOf, factsFor } from './testing/examples.ts'
import { templates, wordingOf } from './templates.ts'
import { wordsOf } from './wording.ts'

const zone = 'Asia/Ho_Chi_Minh'

test('An acceptance says what happened, where, when, by whom, and what to do next', () => {
  const words = wordsOf('dossier.accepted', entryOf({ type: 'dossier.accepted' }), factsFor(), zone)
  assert.equal(words.vi.subject, 'Hồ sơ H29.14-261123-0001 đã được tiếp nhận, hẹn trả 17:00 17/12/2026')
  assert.equal(
    words.vi.text,
    'Lúc 09:00 23/11/2026, Trung tâm Phục vụ hành chính công phường Bến Thành đã tiếp nhận hồ sơ H29.14-261123-0001. ' +
      'Người xử lý: Trần Quốc Khải. Hẹn trả kết quả: 17:00 17/12/2026, tại Trung tâm Phục vụ hành chính công phường Bến Thành. ' +
      'Bạn chưa cần làm gì thêm. Theo dõi: http://localhost:8080/tra-cuu',
  )
  assert.match(words.en.text, /Handled by Trần Quốc Khải\./)
})

test('A sentence with a value nobody gave is left out, and the rest stands', () => {
  const facts = { ...factsFor(), officer: null, appointment: null, words: {} }
  const refused = wordsOf('dossier.refused', entryOf({ type: 'dossier.refused' }), facts, zone)
  assert.ok(!/Người xử lý|Lý do|\{/.test(refused.vi.text))
  const accepted = wordsOf('dossier.accepted', entryOf({ type: 'dossier.accepted' }), facts, zone)
  assert.equal(accepted.vi.subject, 'Hồ sơ H29.14-261123-0001 đã được tiếp nhận')
})

test('A supplement names every part, the reason once with one full stop, and says that the time of waiting does not count', () => {
  const entry = entryOf({ type: 'supplement.requested', data: { count: 1, missing: ['a', 'b'] } })
  const { vi } = wordsOf('supplement.requested', entry, factsFor(), zone)
  assert.match(
    vi.text,
    /Cần bổ sung: Tờ khai; Mảnh trích đo\. Lý do: Ranh giới chưa rõ\. Hướng dẫn: Nộp tại bất kỳ bộ phận một cửa nào\./,
  )
  assert.match(vi.text, /không tính vào hạn giải quyết/)
})

test('A payment names kind and amount; an apology names the new appointment of the entry', () => {
  const due = entryOf({ type: 'duty.required', data: { kind: 'tax', amount: 1_234_500 } })
  assert.match(
    wordsOf('duty.required', due, factsFor(), zone).vi.text,
    /nộp thuế cho hồ sơ .* Số tiền: 1\.234\.500 đ\./,
  )
  const later = entryOf({
    type: 'appointment.extended',
    data: { from: '2026-12-17T10:00:00Z', to: '2026-12-21T10:00:00Z' },
  })
  assert.match(
    wordsOf('appointment.extended', later, factsFor(), zone).vi.text,
    /Hẹn lại: 17:00 21\/12\/2026/,
  )
})

test('Each template is worded in both languages sentence by sentence, without an exclamation mark', () => {
  for (const { key } of templates) {
    const { vi, en } = wordingOf(key)
    assert.equal(vi.sentences.length, en.sentences.length, key)
    for (const one of [vi, en]) assert.ok(![one.subject, ...one.sentences].join(' ').includes('!'), key)
    const names = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted()
    vi.sentences.forEach((sentence, at) =>
      assert.deepEqual(names(sentence), names(en.sentences[at]!), `${key} ${at}`),
    )
  }
})

test('A first filing tells by when it is answered', () => {
  const { vi } = wordsOf('dossier.submitted', entryOf({ type: 'dossier.submitted' }), factsFor(), zone)
  assert.match(vi.text, /Cơ quan trả lời việc tiếp nhận trước 09:00 24\/11\/2026\./)
})

test('Of linked procedures the filing tells the code of them all, an ending which of them cannot begin; others say neither', () => {
  const linked = { code: 'H29.14.LT-261123-0001', never: [{ vi: 'Đăng ký thường trú', en: 'Residence' }] }
  const told = (key: 'dossier.submitted' | 'dossier.stopped', facts: ReturnType<typeof factsFor>) =>
    wordsOf(key, entryOf({ type: key }), facts, zone)
  assert.match(
    told('dossier.submitted', { ...factsFor(), linked }).vi.text,
    /Thuộc hồ sơ liên thông H29\.14\.LT-261123-0001\./,
  )
  const stopped = told('dossier.stopped', { ...factsFor(), linked })
  assert.match(stopped.vi.text, /không bắt đầu vì thiếu kết quả này: Đăng ký thường trú\./)
  assert.match(stopped.en.text, /do not begin without this result: Residence\./)
  assert.doesNotMatch(told('dossier.submitted', factsFor()).vi.text, /liên thông/)
  assert.doesNotMatch(told('dossier.stopped', factsFor()).vi.text, /liên thông/)
})
