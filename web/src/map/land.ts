/* Land, coasts and borders on a canvas: what the map shows until MapLibre, which needs a second to start, draws the same. */
import type { Position } from "geojson";
import type { Frame } from "./draw";
import { mercator } from "./mercator";
import type { Paint } from "./paint";
import type { World } from "./world";

const LINE_PX = 0.8; /* as MapLibre draws them */

/** Adds a line to the path, unless none of it can be seen. */
function trace(path: Path2D, f: Frame, line: Position[]): void {
  const n = line.length, xs = new Float64Array(n), ys = new Float64Array(n);
  let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
  for (let i = 0; i < n; i++) {
    const p = mercator(line[i]![0]!, line[i]![1]!);
    const x = (xs[i] = f.left + p.x * f.scale), y = (ys[i] = f.top + p.y * f.scale);
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  if (east < 0 || west > f.width || south < 0 || north > f.height) return;
  let x = xs[0]!, y = ys[0]!;
  path.moveTo(x, y);
  for (let i = 1; i < n; i++) {
    // Less than half a pixel is not to be seen.
    if (i < n - 1 && Math.abs(xs[i]! - x) + Math.abs(ys[i]! - y) < 0.5) continue;
    path.lineTo((x = xs[i]!), (y = ys[i]!));
  }
}

function pathOf(f: Frame, lines: Iterable<Position[]>): Path2D {
  const path = new Path2D();
  for (const line of lines) trace(path, f, line);
  return path;
}

export function drawLand(canvas: HTMLCanvasElement, f: Frame, paint: Paint, world: World): void {
  const dpr = devicePixelRatio;
  Object.assign(canvas, { width: Math.round(f.width * dpr), height: Math.round(f.height * dpr) });
  const g = canvas.getContext("2d")!;
  g.setTransform(dpr, 0, 0, dpr, 0, 0);
  g.fillStyle = paint.sea;
  g.fillRect(0, 0, f.width, f.height);
  g.fillStyle = paint.land;
  g.fill(pathOf(f, world.land.coordinates.flat()), "evenodd"); // lakes are rings within rings
  g.lineWidth = LINE_PX;
  g.strokeStyle = paint.border;
  g.stroke(pathOf(f, world.borders.coordinates));
  g.strokeStyle = paint.coast;
  g.stroke(pathOf(f, world.coast.coordinates));
}
