// The map with 100,000 incidents on it, by pointer and by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, launch, many, picture, serve, window } from "./stage.mjs";

// Some of the reports are held to be of one event: this many are of 100,000 events and more.
const REPORTS = 104_000;
const ALL = "/map?day=2017-04-30&days=all";
let browser, node;
before(async () => {
  browser = await launch();
  node = await serve(many("many", REPORTS), "2017-04-30T12:00:00Z");
});
after(async () => {
  await browser?.close();
  await node?.stop();
});

// Opens a page of the map and waits for what it draws; gives every answer on what is seen, as it comes.
async function opened(page, path) {
  const seen = [];
  page.on("response", async (answer) => {
    const url = new URL(answer.url());
    if (url.pathname === "/api/v1/map" && answer.ok()) seen.push(await answer.json());
  });
  await page.goto(path);
  await page.waitForFunction(() => document.querySelector("#map canvas"));
  await until(page, () => seen.length > 0);
  return seen;
}

async function until(page, holds) {
  for (let waited = 0; !holds(); waited += 100) {
    assert.ok(waited < 60_000, "it does not come");
    await page.waitForTimeout(100);
  }
}

// How many incidents the list is of.
async function listed(page) {
  return Number((await page.locator("#list-heading").innerText()).replace(/[^0-9]/g, ""));
}

const counted = ({ features }) => features.reduce((sum, { properties }) => sum + (properties.count ?? 1), 0);

test("clusters count all of 100,000 incidents, and come apart when one comes closer", async () => {
  const { page, leave } = await window(browser, node);
  const seen = await opened(page, ALL);
  const count = await listed(page);
  assert.ok(count >= 100_000, `${count} incidents`);
  assert.equal(counted(seen.at(-1)), count);
  assert.ok(seen.at(-1).features.length < 2000, `${seen.at(-1).features.length} signs`);
  await page.waitForTimeout(3000);
  await picture(page, "map-100000");
  assert.deepEqual(await barriers(page), []);
  const before = seen.length;
  for (let closer = 0; closer < 4; closer += 1) {
    await page.locator(".maplibregl-ctrl-zoom-in").click();
    await page.waitForTimeout(600);
  }
  await until(page, () => seen.length > before && counted(seen.at(-1)) < count / 4);
  assert.match(page.url(), /at=/);
  await picture(page, "map-closer");
  await leave();
});

test("the map moves by the keyboard, and list and address go along", async () => {
  const { page, leave } = await window(browser, node);
  const seen = await opened(page, `${ALL}&at=34.5,38.5,9`);
  const [address, asked] = [page.url(), seen.length];
  const list = await page.locator("#list .incidents").innerText();
  await page.locator("#map canvas").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await until(page, () => seen.length > asked && page.url() !== address);
  await page.waitForFunction((before) => document.querySelector("#list .incidents").innerText !== before, list);
  await leave();
});

test("the slider moves the day", async () => {
  const { page, leave } = await window(browser, node);
  const seen = await opened(page, "/map?day=2017-04-30&days=7");
  const asked = seen.length;
  await page.locator("#slide input").focus();
  await page.keyboard.press("ArrowLeft");
  await until(page, () => seen.length > asked);
  await page.waitForURL(/day=2017-04-29/);
  await leave();
});

test("without scripts the list says what the map would show", async () => {
  const { page, leave } = await window(browser, node, { javaScriptEnabled: false });
  await page.goto(ALL);
  assert.ok(await listed(page) >= 100_000);
  assert.ok(await page.locator("#list .incidents li").count() > 50);
  await leave();
});
