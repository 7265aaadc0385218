import { it } from 'node:test'
import assert from 'node:assert/strict'
import { crosses, type Box, type Point } from './bpmn-route.ts'
import { writeBpmn } from './bpmn-write.ts'
import { instantiate } from './instantiate.ts'
import { processPacks } from './templates.ts'

const packs = await processPacks()

it('no flow of a default process runs through a node it does not belong to', async () => {
  for (const field of ['dat-dai', 'xay-dung', 'ho-tich', 'ly-lich-tu-phap', 'anything']) {
    const fit = packs.fit('2026-11-22')
    const xml = await writeBpmn(instantiate(packs.templateOf(field, '2026-11-22'), 9600, 'wd', fit)!, 'Q')
    const boxes = new Map(
      [
        ...xml.matchAll(
          /id="((?:step|choice)_[^"]+|start|finish)_shape"[^>]*>\s*<dc:Bounds x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
        ),
      ].map(([, id, x, y, width, height]): [string, Box] => [
        id!,
        { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
      ]),
    )
    const ends = new Map(
      [...xml.matchAll(/sequenceFlow id="([^"]+)"[^>]*sourceRef="([^"]+)" targetRef="([^"]+)"/g)].map(
        ([, id, a, b]) => [id!, [a!, b!]],
      ),
    )
    const edges = [...xml.matchAll(/BPMNEdge id="([^"]+)_edge"[^>]*>([^]*?)<\/bpmndi:BPMNEdge>/g)]
    assert.equal(edges.length, ends.size)
    for (const [, flow, inside] of edges) {
      const way = [...inside!.matchAll(/x="([-\d.]+)" y="([-\d.]+)"/g)].map(([, x, y]): Point => [
        Number(x),
        Number(y),
      ])
      const through = [...boxes]
        .filter(([id, box]) => !ends.get(flow!)!.includes(id) && crosses(way, box))
        .map(([id]) => id)
      assert.deepEqual(through, [], `${field} ${flow}`)
    }
  }
})
