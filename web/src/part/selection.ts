/* Between what is chosen in the browser and spans of a report. Each piece of text is an element with data-b and data-e, its span; it has
 * one text node, but for characters that are not seen, whose element shows their name instead. */
import { toPoint, pointsOf } from "../model/points";
import type { Span } from "../model/records";

function pieceOf(node: Node): HTMLElement | null {
  const e = node instanceof HTMLElement ? node : node.parentElement;
  return e?.closest<HTMLElement>("[data-b]") ?? null;
}

function pointAt(node: Node, offset: number, root: HTMLElement): number | null {
  if (!root.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = pieceOf(node);
    if (!piece) return null;
    const begin = Number(piece.dataset.b);
    if (piece.dataset.hidden) return offset === 0 ? begin : Number(piece.dataset.e);
    return begin + toPoint(pointsOf((node as Text).data), offset);
  }
  const child = node.childNodes[offset];
  if (child) {
    const first = child instanceof HTMLElement ? (child.matches("[data-b]") ? child : child.querySelector<HTMLElement>("[data-b]")) : pieceOf(child);
    if (first) return Number(first.dataset.b);
  }
  const pieces = (node as HTMLElement).querySelectorAll<HTMLElement>("[data-b]");
  const last = pieces[pieces.length - 1] ?? pieceOf(node);
  return last ? Number(last.dataset.e) : null;
}

/** What is chosen in `root`, null when nothing is, or when it reaches out of it. */
export function chosenIn(root: HTMLElement): Span | null {
  const s = getSelection();
  if (!s || s.isCollapsed || !s.anchorNode || !s.focusNode) return null;
  const a = pointAt(s.anchorNode, s.anchorOffset, root);
  const b = pointAt(s.focusNode, s.focusOffset, root);
  if (a === null || b === null || a === b) return null;
  return [Math.min(a, b), Math.max(a, b)];
}

export function pieceAt(root: HTMLElement, point: number): HTMLElement | null {
  const pieces = root.querySelectorAll<HTMLElement>("[data-b]");
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (Number(pieces[mid]!.dataset.b) <= point) low = mid;
    else high = mid - 1;
  }
  return pieces[low] ?? null;
}

function edge(root: HTMLElement, point: number, end: boolean): [Node, number] | null {
  const piece = pieceAt(root, end ? point - 1 : point);
  const text = piece?.firstChild;
  if (!piece || !text) return null;
  if (piece.dataset.hidden) return [text, end ? (text as Text).data.length : 0];
  const points = [...(text as Text).data].slice(0, point - Number(piece.dataset.b));
  return [text, points.join("").length];
}

/** Chooses a span in the browser, so that it can be seen and copied. */
export function choose(root: HTMLElement, span: Span): void {
  const a = edge(root, span[0], false);
  const b = edge(root, span[1], true);
  if (a && b) getSelection()?.setBaseAndExtent(a[0], a[1], b[0], b[1]);
}
