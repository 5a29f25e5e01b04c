import assert from "node:assert/strict";
import test from "node:test";
import { columnsOf } from "../../../web/src/model/columns";
import { lonLat, mercator, unitOf } from "../../../web/src/map/mercator";
import { cut, planar } from "../../../web/src/map/planar";
import { cluster, count, spotsOf } from "../../../web/src/map/spots";
import { outlineOf } from "./outline";

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("Web Mercator there and back", () => {
  for (const [lon, lat] of [[0, 0], [-77.2, 2.3], [179, -60]] as const) {
    const p = mercator(lon, lat), back = lonLat(p.x, p.y);
    near(back.lon, lon);
    near(back.lat, lat);
  }
  near(unitOf(40075.017, 0), 1);
  near(unitOf(100, 60), 2 * unitOf(100, 0));
});

test("a ring across the 180th meridian becomes two", () => {
  const two = planar([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]);
  const spans = two.map((r) => [Math.min(...r.map((p) => p[0]!)), Math.max(...r.map((p) => p[0]!))]).sort((a, b) => a[0]! - b[0]!);
  assert.deepEqual(spans, [[-180, -170], [170, 180]]);
  assert.equal(planar([[0, 0], [10, 0], [10, 10], [0, 0]]).length, 1);
});

test("a ring around a pole reaches the edge of the map", () => {
  const ring: [number, number][] = [];
  for (let lon = -180; lon <= 180; lon += 30) ring.push([lon, -70]);
  const all = planar(ring).flat();
  assert.equal(Math.min(...all.map((p) => p[1]!)), -90);
  assert.equal(Math.max(...all.map((p) => p[1]!)), -70);
});

test("a line across the meridian is cut", () => {
  assert.deepEqual(cut({ type: "MultiLineString", coordinates: [[[178, 1], [179, 1], [-179, 1], [-178, 2]]] }).coordinates,
    [[[178, 1], [179, 1]], [[-179, 1], [-178, 2]]]);
});

test("incidents at one place are one spot; a wide place is an area", () => {
  const c = columnsOf(outlineOf([
    { lat: 10, lon: 10 }, { lat: 10, lon: 10 }, { lat: 10.01, lon: 10 }, { lat: -30, lon: 100 }, { lat: 10, lon: 10, radius_km: 500 }, { lat: null, lon: null },
  ]));
  const s = spotsOf(c);
  assert.equal(s.n, 4);
  assert.equal(s.of[5], -1);
  count(s, Uint32Array.from([0, 1, 2, 3, 4, 5]));
  const far = cluster(s, 3, 1);
  assert.deepEqual(far.clusters.map((k) => k.count), [1, 3]);
  assert.deepEqual(far.areas.map((a) => a.count), [1]);
  assert.deepEqual(cluster(s, 12, 1).areas.map((a) => a.count), [1, 1, 1, 2], "near by, a town is an area, too; the widest is drawn first");
  assert.equal(cluster(s, 0, 1).areas.length, 0, "an area smaller than a dot is a dot");
  count(s, Uint32Array.from([3]));
  assert.deepEqual(cluster(s, 3, 1).clusters.map((k) => k.count), [1]);
});
