// The mission's own layers over the map: lines as GeoJSON, and an archive cut into tiles.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { empty, launch, picture, serve, window } from "./stage.mjs";

let browser, node;
before(async () => {
  browser = await launch();
  const folder = empty("layers");
  mkdirSync(join(folder, "layers"));
  const line = { type: "LineString", coordinates: [[36.2, 35.2], [36.9, 35.9], [38, 36.4]] };
  const contact = { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: line }] };
  writeFileSync(join(folder, "layers", "line-of-contact.geojson"), JSON.stringify(contact));
  writeFileSync(join(folder, "layers", "relief.pmtiles"), archive());
  writeFileSync(join(folder, "layers", "broken.zip"), "no archive");
  node = await serve(folder);
});
after(async () => {
  await browser?.close();
  await node?.stop();
});

// An archive of one picture, the whole earth in one point of green, as version 3 of PMTiles has it, with nothing packed.
function archive() {
  const tile = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const directory = Buffer.from([1, 0, 1, tile.length, 1]);
  const metadata = Buffer.from("{}");
  const header = Buffer.alloc(127);
  header.write("PMTiles\x03", "latin1");
  let at = 127;
  [directory.length, metadata.length, 0, tile.length].forEach((length, part) => {
    header.writeBigUInt64LE(BigInt(at), 8 + part * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + part * 16);
    at += length;
  });
  for (const count of [72, 80, 88]) header.writeBigUInt64LE(1n, count);
  // Clustered; neither directories nor tiles packed; PNG; of zoom 0 only.
  header.set([1, 1, 1, 2, 0, 0], 96);
  [-180, -85, 180, 85].forEach((degrees, side) => header.writeInt32LE(degrees * 10_000_000, 102 + side * 4));
  return Buffer.concat([header, directory, metadata, tile]);
}

test("the mission's layers lie over the map, and can be put away one by one", async () => {
  const { page, faults, context } = await window(browser, node);
  const asked = [];
  page.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.startsWith("/api/v1/map/layers/")) asked.push(`${answer.status()} ${pathname.slice(19)}`);
  });
  await page.goto("/map?day=2017-05-08&days=all");
  const boxes = page.locator("#layers label");
  assert.deepEqual((await boxes.allInnerTexts()).map((name) => name.trim()), ["broken.zip", "line-of-contact.geojson", "relief.pmtiles"]);
  const wanted = ["200 relief.pmtiles", "200 relief.pmtiles/0/0/0", "200 line-of-contact.geojson", "500 broken.zip"];
  for (let waited = 0; !wanted.every((answer) => asked.includes(answer)); waited += 100) {
    assert.ok(waited < 60_000, asked.join(", "));
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(2000);
  await picture(page, "map-layers");
  const before = await page.locator("#map canvas").screenshot();
  await boxes.nth(2).locator("input").uncheck();
  await page.waitForTimeout(3000);
  assert.notDeepEqual(await page.locator("#map canvas").screenshot(), before, "the map looks the same without the layer");
  await context.close();
  // What the broken layer made the browser say; of anything else it has nothing to say.
  assert.deepEqual(faults.filter((fault) => !/broken\.zip|500/.test(fault)), []);
});
