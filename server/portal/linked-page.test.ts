import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createHttp, openDatabase, type Database } from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { browse, textOf } from './testing/browser.ts'
import { clock, smallCity } from './testing/city.ts'
import { lateDossier, linkedFiling, runningDossier } from './testing/dossiers.ts'
import { portalRoutes, refusalPage } from './routes.ts'

let database: TestDatabase
let db: Database
let app: FastifyInstance

before(async () => {
  database = await testDatabase()
  db = openDatabase(database.url, { connections: 2 })
  const city = smallCity(db)
  const http = await createHttp({ clock, log: 'silent', secure: false, page: refusalPage(city.parts) })
  app = http as unknown as FastifyInstance
  await portalRoutes(app, city.parts)
})
after(async () => {
  await app.close()
  await db.close()
  await database.close()
})

const opened = async (code: string, secret: string) => {
  const browser = browse(app)
  await browser.open('/tra-cuu')
  return { browser, page: await browser.send({ code, secret }) }
}

test('the code of a linked filing opens every agency of it: who is late, what waits for whom, the one appointment', async () => {
  const { browser, page } = await opened(linkedFiling.code, 'LIENTHONG')
  const text = textOf(page.html)
  assert.match(text, /Hồ sơ liên thông H29\.14\.LT-260105-0001/)
  assert.match(text, /Ngày hẹn chung: chưa xác định, dự kiến chậm nhất/)
  assert.match(text, /phường Bình Thạnh đang trễ: Cấp Giấy chứng nhận\./)
  assert.match(text, /trễ trả lời có tiếp nhận hay không: Đăng ký thường trú\./)
  assert.match(text, /Đăng ký thường trú ?sau khi có kết quả: Cấp Giấy chứng nhận; dự kiến chậm nhất 25\/03/)
  assert.match(text, /Ngoài hệ thống này: Thẻ bảo hiểm y tế/)
  const member = await browser.open(`/tra-cuu/${lateDossier.code}`)
  assert.equal(member.status, 200)
  assert.match(textOf(member.html), /Hồ sơ liên thông/)
  const stranger = await browser.open(`/tra-cuu/${runningDossier.code}`)
  assert.match(stranger.url, /^\/tra-cuu\?ma=/)
})

test('a dossier that stands alone says nothing of others', async () => {
  const { page } = await opened(runningDossier.code, 'BAYMAUTU')
  assert.match(textOf(page.html), new RegExp(runningDossier.code))
  assert.doesNotMatch(textOf(page.html), /liên thông/)
})
