import { it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { needs, sharedData } from '../kernel/testing/needs.ts'
import { BpmnRefused, readBpmn } from './bpmn-read.ts'
import { writeBpmn } from './bpmn-write.ts'
import { processPacks } from './templates.ts'
import { budgetOf, instantiate } from './instantiate.ts'
import type { DraftProcess, Process } from './types.ts'

const packs = await processPacks()
function landProcess(): Process {
  const fit = packs.fit('2026-11-22')
  const budget = budgetOf([{ amount: 20, unit: 'wd' }], null, fit)
  return instantiate(packs.templateOf('dat-dai', '2026-11-22'), budget.min, budget.coarsest, fit)!
}

it('what is written is read back equal, for every default process', async () => {
  for (const field of [
    'dat-dai',
    'xay-dung',
    'ho-tich',
    'chung-thuc',
    'doanh-nghiep',
    'ly-lich-tu-phap',
    'anything',
  ]) {
    const fit = packs.fit('2026-11-22')
    const process = instantiate(packs.templateOf(field, '2026-11-22'), 9600, 'wd', fit)!
    const read = await readBpmn(await writeBpmn(process, 'Quy trình'))
    assert.deepEqual(read, { process, ignored: [] })
  }
})

it('and for words with any sign, blank clears, and many steps', async () => {
  const words = fc
    .record({
      vi: fc.string({ unit: fc.constantFrom(...'ắẵĐ<>&"\'\n a1') }),
      en: fc.string({ unit: 'grapheme-ascii' }),
    })
    .map(({ vi, en }) => ({ vi, en }))
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 4, maxLength: 4 }), fc.boolean(), async (texts, blank) => {
      const process: DraftProcess = landProcess()
      const step = process.steps[0]!
      process.steps[0] = {
        ...step,
        name: { vi: `x${texts[0]!.vi}`, en: texts[0]!.en },
        responsibility: texts[1]!,
        product: texts[2]!,
        authority: { text: texts[3]!.vi, evidence: 'verified' },
        role: blank ? null : step.role,
        allow: blank ? null : step.allow,
        at: 'unit:H29.4',
      }
      assert.deepEqual((await readBpmn(await writeBpmn(process, 'Q'))).process, process)
    }),
    { numRuns: 20 },
  )
})

it('is drawn: every node inside its lane, every lane in the pool, every flow with its points', async () => {
  const xml = await writeBpmn(landProcess(), 'Cấp Giấy chứng nhận')
  const boxes = new Map(
    [
      ...xml.matchAll(
        /BPMNShape id="([^"]+)_shape"[^>]*>\s*<dc:Bounds x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
      ),
    ].map(([, id, ...box]) => [id!, box.map(Number) as [number, number, number, number]]),
  )
  const lanes = [...xml.matchAll(/<bpmn:lane id="([^"]+)"[^>]*>([^]*?)<\/bpmn:lane>/g)]
  assert.equal(lanes.length, 3)
  for (const [, lane, inside] of lanes) {
    const [x, y, width, height] = boxes.get(lane!)!
    for (const [, node] of inside!.matchAll(/<bpmn:flowNodeRef>([^<]+)</g)) {
      const box = boxes.get(node!)!
      assert.ok(
        box[0] >= x && box[0] + box[2] <= x + width && box[1] >= y && box[1] + box[3] <= y + height,
        node,
      )
    }
  }
  const placed = [...boxes].filter(([id]) => /^(step|choice|start|finish)/.test(id))
  for (const [a, one] of placed)
    for (const [b, other] of placed)
      assert.ok(
        a === b ||
          one[0] + one[2] <= other[0] ||
          other[0] + other[2] <= one[0] ||
          one[1] + one[3] <= other[1] ||
          other[1] + other[3] <= one[1],
        `${a} covers ${b}`,
      )
  assert.equal(xml.match(/<bpmndi:BPMNEdge/g)?.length, xml.match(/<bpmn:sequenceFlow/g)?.length)
})

it('names what it cannot read', async () => {
  const xml = await writeBpmn(landProcess(), 'Q')
  const refusal = async (text: string): Promise<string> => {
    try {
      await readBpmn(text)
    } catch (error) {
      if (error instanceof BpmnRefused) return error.texts.en
      throw error
    }
    return 'read'
  }
  assert.match(
    await refusal(
      xml
        .replace(/<bpmn:exclusiveGateway/g, '<bpmn:parallelGateway')
        .replace(/<\/bpmn:exclusiveGateway/g, '</bpmn:parallelGateway')
        .replaceAll(' gatewayDirection="Diverging"', ''),
    ),
    /ParallelGateway "choice_tham-tra"/,
  )
  assert.match(
    await refusal(xml.replace('value="consult"', 'value="maybe"')),
    /flow_tham-tra_consult.*no outcome "maybe"/,
  )
  assert.match(await refusal('<a'), /xml/)
  const stripped = xml.replace(/<sauro:[^>]*\/>|<sauro:clears[^>]*>|<\/sauro:clears>/g, '')
  const model = await readBpmn(stripped)
  assert.deepEqual(
    model.process.steps.map((step) => [step.role, step.allow, step.next.length]),
    [
      ['case-official', null, 4],
      ['case-official', null, 2],
      ['unit-head', null, 2],
      ['leader', null, 3],
    ],
  )
})

needs('shared-data', 'every reference model is read or refused with the element named', async () => {
  const folder = join(sharedData, 'bpmn', 'Reference')
  const told: string[] = []
  for (const name of readdirSync(folder).toSorted()) {
    try {
      const model = await readBpmn(readFileSync(join(folder, name), 'utf8'))
      assert.ok(model.process.steps.length > 0)
      told.push(`${name} read ${model.process.steps.length}`)
    } catch (error) {
      if (!(error instanceof BpmnRefused)) throw error
      const { type, id } = error.element
      assert.match(type, /^bpmn:/, name)
      assert.notEqual(id, '', name)
      told.push(`${name} ${type} ${id}`)
    }
  }
  assert.equal(told.length, 21)
  assert.deepEqual(
    told.filter((one) => one.includes(' read ')),
    ['A.1.0.bpmn read 3'],
  )
})
