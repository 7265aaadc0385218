export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export type Point = [x: number, y: number]

const gap = 25
const track = 8

/**
 * The line of a flow between two nodes: of a few plain ways (straight, one bend, over or under) the first that crosses the fewest
 * other nodes. `spread` keeps parallel lines apart by a few points.
 */
export function route(from: Box, to: Box, others: readonly Box[], spread: number): Point[] {
  const ways =
    to.x > from.x + from.width
      ? [...forward(from, to), ...around(from, to, spread)]
      : around(from, to, spread)
  let best = ways[0]!
  let fewest = Infinity
  for (const way of ways) {
    const crossed = others.filter((box) => box !== from && box !== to && crosses(way, box)).length
    if (crossed >= fewest) continue
    best = way
    fewest = crossed
  }
  return best
}

const middle = (box: Box): number => box.y + box.height / 2
const centre = (box: Box): number => box.x + box.width / 2

function forward(from: Box, to: Box): Point[][] {
  const start: Point = [from.x + from.width, middle(from)]
  const end: Point = [to.x, middle(to)]
  if (start[1] === end[1]) return [[start, end]]
  return [end[0] - gap, start[0] + gap].map((bend) => [start, [bend, start[1]], [bend, end[1]], end])
}

/** Out of the top or bottom of one node, along a track, into the other from the same side. */
function around(from: Box, to: Box, spread: number): Point[][] {
  const off = track + (spread % 4) * 4
  const under = [from, to].map((box) => box.y + box.height + off)
  const over = [from, to].map((box) => box.y - off)
  const way = (y: number, below: boolean): Point[] => [
    [centre(from), below ? from.y + from.height : from.y],
    [centre(from), y],
    [centre(to), y],
    [centre(to), below ? to.y + to.height : to.y],
  ]
  return [
    way(Math.max(...under), true),
    way(Math.min(...over), false),
    // Between two rows: out below and in from above, or the other way round.
    [
      [centre(from), from.y + from.height],
      [centre(from), under[0]!],
      [centre(to), under[0]!],
      [centre(to), to.y > from.y ? to.y : to.y + to.height],
    ],
    [
      [centre(from), from.y],
      [centre(from), over[0]!],
      [centre(to), over[0]!],
      [centre(to), to.y > from.y ? to.y : to.y + to.height],
    ],
  ]
}

/** Whether a line of level and upright pieces goes through the inside of a box. */
export function crosses(way: readonly Point[], box: Box): boolean {
  return way.slice(1).some((end, index) => {
    const start = way[index]!
    const [left, right] = [Math.min(start[0], end[0]), Math.max(start[0], end[0])]
    const [top, bottom] = [Math.min(start[1], end[1]), Math.max(start[1], end[1])]
    return right > box.x && left < box.x + box.width && bottom > box.y && top < box.y + box.height
  })
}
