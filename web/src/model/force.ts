/* A small force layout for some tens of nodes: every two nodes push each other, edges pull, all is drawn to the middle
 * (Fruchterman and Reingold 1991). The start is a spiral, not chance: the same network always looks the same. */
export interface Spot {
  x: number;
  y: number;
}

export const FORCE_NODES_MAX = 120; /* pairs of more would take too long for one frame */

export function layoutOf(n: number, edges: readonly { a: number; b: number }[], width: number, height: number): Spot[] {
  const spots: Spot[] = [];
  const golden = Math.PI * (3 - Math.sqrt(5));
  for (let i = 0; i < n; i++) {
    const r = Math.sqrt(i / Math.max(1, n)) * 0.45;
    spots.push({ x: width * (0.5 + r * Math.cos(i * golden)), y: height * (0.5 + r * Math.sin(i * golden)) });
  }
  if (n < 2) return spots;
  const ideal = 0.75 * Math.sqrt((width * height) / n);
  const rounds = 220;
  for (let round = 0; round < rounds; round++) {
    const step = Math.max(0.5, (Math.min(width, height) / 12) * (1 - round / rounds));
    pull(spots, edges, ideal, step, width, height);
  }
  stretch(spots, "x", width);
  stretch(spots, "y", height);
  return spots;
}

/* Fills the frame, so that names have room; what is in a line stays in the middle. */
function stretch(spots: Spot[], axis: "x" | "y", size: number): void {
  const low = Math.min(...spots.map((s) => s[axis]));
  const range = Math.max(...spots.map((s) => s[axis])) - low;
  const flat = range < size / 20;
  for (const s of spots) s[axis] = flat ? size / 2 + s[axis] - low - range / 2 : ((s[axis] - low) / range) * size;
}

function pull(spots: Spot[], edges: readonly { a: number; b: number }[], ideal: number, step: number, width: number, height: number) {
  const n = spots.length;
  const fx = new Float64Array(n);
  const fy = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const dx = spots[i]!.x - spots[j]!.x || 0.01;
      const dy = spots[i]!.y - spots[j]!.y || 0.01;
      const f = (ideal * ideal) / (dx * dx + dy * dy);
      fx[i]! += dx * f;
      fy[i]! += dy * f;
      fx[j]! -= dx * f;
      fy[j]! -= dy * f;
    }
    fx[i]! += (width / 2 - spots[i]!.x) * 0.08;
    fy[i]! += (height / 2 - spots[i]!.y) * 0.16; /* pages are wide: names need room beside each other */
  }
  for (const { a, b } of edges) {
    const dx = spots[a]!.x - spots[b]!.x;
    const dy = spots[a]!.y - spots[b]!.y;
    const f = Math.hypot(dx, dy) / ideal;
    fx[a]! -= dx * f;
    fy[a]! -= dy * f;
    fx[b]! += dx * f;
    fy[b]! += dy * f;
  }
  for (let i = 0; i < n; i++) {
    const length = Math.hypot(fx[i]!, fy[i]!) || 1;
    const d = Math.min(length, step) / length;
    spots[i]!.x = Math.max(0, Math.min(width, spots[i]!.x + fx[i]! * d));
    spots[i]!.y = Math.max(0, Math.min(height, spots[i]!.y + fy[i]! * d));
  }
}
