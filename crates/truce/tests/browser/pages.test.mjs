// Every page in every language: no barriers, nothing cut off, nobody else asked.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, barriers, launch, overflow, picture, serve, told, window } from "./stage.mjs";

const DAYS = "since=2017-05-01&until=2017-05-08";
const RIGHT_TO_LEFT = ["ar", "fa"];
let browser, node, paths;
before(async () => {
  browser = await launch();
  node = await serve(told("pages"));
  const { page, leave } = await window(browser, node);
  await page.goto(`/incidents?${DAYS}`);
  const incident = await page.locator("main a[href^='/incidents/']").first().getAttribute("href");
  // Signals are reckoned beside; a page that waits for them follows by itself.
  await page.goto("/signals");
  await page.locator("#awaited").waitFor({ state: "detached", timeout: 240_000 });
  assert.ok(await page.locator("svg.chart, .chart-of").count() > 0, "no chart is drawn");
  await leave();
  paths = {
    situation: "/situation?day=2017-05-07",
    incidents: `/incidents?${DAYS}`,
    incident,
    reconciliation: "/reconciliation?from=2017-05-07&to=2017-05-07",
    cases: "/cases",
    agreement: "/agreement",
    bulletins: "/bulletins",
    record: "/record",
    signals: "/signals",
    alarms: "/alarms",
    "sign-in": "/sign-in",
    api: "/api",
    nothing: "/incidents?text=zzzz",
  };
});
after(async () => {
  await browser?.close();
  await node?.stop();
});

// Colours are the same in every language: the dark ones are looked at in one of each direction.
for (const [language, scheme] of [...LANGUAGES.map((language) => [language, "light"]), ["en", "dark"], ["fa", "dark"]]) {
  test(`no page puts up a barrier or is cut off: ${language}, ${scheme}`, async () => {
    const { page, leave } = await window(browser, node, { language, scheme });
    const found = [];
    for (const [name, path] of Object.entries(paths)) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.equal(await page.locator("html").getAttribute("lang"), language, path);
      found.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
      await picture(page, `${name}-${language}-${scheme}`);
      await page.setViewportSize({ width: 360, height: 740 });
      const wide = await overflow(page);
      if (wide > 0) found.push(`${name}: ${wide} px too wide for a window of 360`);
      await picture(page, `${name}-${language}-${scheme}-phone`);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    assert.deepEqual(found, []);
    await leave();
  });
}

test("Arabic and Persian read from the right, and Persian with its own digits", async () => {
  for (const language of RIGHT_TO_LEFT) {
    const { page, leave } = await window(browser, node, { language });
    await page.goto(paths.situation);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
    const heading = await page.locator("h1").innerText();
    // CLDR gives Arabic without a country the digits of this line.
    assert.match(heading, language === "ar" ? /131/ : /[\u06F0-\u06F9]/);
    const [first, last] = await page.evaluate(() => {
      const ways = document.querySelectorAll("nav .ways a");
      return [ways[0].getBoundingClientRect().x, ways[1].getBoundingClientRect().x];
    });
    assert.ok(first > last, "the first way does not stand right of the second");
    await leave();
  }
});

test("a name in another script keeps its own order, and a date its own", async () => {
  const { page, leave } = await window(browser, node, { language: "ar" });
  await page.goto(paths.incident);
  const loose = await page.evaluate(() => [...document.querySelectorAll(".iso, .address")]
    .filter((element) => !element.querySelector("bdi") && !element.closest("bdi") && !element.matches("bdi, [dir]"))
    .map((element) => element.outerHTML));
  assert.deepEqual(loose, []);
  await leave();
});

test("on a phone the list of incidents stands before its filters, and where there is room they are open", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, leave } = await window(browser, node, { javaScriptEnabled, width: 360 });
    await page.goto(`/incidents?${DAYS}`);
    const [fold, filters, list] = [page.locator("details.fold > summary"), page.locator("#area"), page.locator("main table")];
    const top = async (what) => (await what.boundingBox()).y;
    assert.equal(await filters.isVisible(), false);
    assert.match(await fold.innerText(), /2\u2069? in use/);
    assert.ok(await top(list) < 900, `the list begins at ${await top(list)} px`);
    await picture(page, `filters-folded${javaScriptEnabled ? "" : "-without-scripts"}`);
    await fold.press("Enter");
    assert.ok(await top(filters) < await top(list));
    assert.equal(await overflow(page), 0);
    await picture(page, `filters-unfolded${javaScriptEnabled ? "" : "-without-scripts"}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`/incidents?${DAYS}`);
    assert.equal(await filters.isVisible(), true);
    assert.equal(await fold.isVisible(), false);
    await filters.selectOption({ index: 1 });
    await leave();
  }
});

test("the first page takes less than 300 kB", async () => {
  const { page, leave } = await window(browser, node);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let taken = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { taken += encodedDataLength; });
  await page.goto("/situation?day=2017-05-07", { waitUntil: "load" });
  const usable = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
  console.log(`first page: ${taken} bytes, usable after ${Math.round(usable)} ms`);
  assert.ok(taken > 1000 && taken < 300_000, `${taken} bytes`);
  await leave();
});

test("what is chosen stays chosen: language and light", async () => {
  const { page, leave } = await window(browser, node);
  await page.goto(paths.reconciliation);
  await page.getByRole("button", { name: "Русский" }).click();
  await page.waitForURL(/reconciliation/);
  assert.equal(await page.locator("html").getAttribute("lang"), "ru");
  await page.locator("button[name=theme][value=dark]").click();
  await page.waitForURL(/reconciliation/);
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red, green, blue] = dark.match(/\d+/g).map(Number);
  assert.ok(red + green + blue < 200, dark);
  await leave();
});

test("a figure of the matrix leads down to its incidents and their reports", async () => {
  const { page, leave } = await window(browser, node);
  await page.goto("/reconciliation?from=2017-01-01&to=2017-05-08");
  const cells = await page.locator("main td a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const behind = page.locator("main a[href^='/incidents/']");
  for (const cell of cells) {
    await page.goto(cell);
    assert.ok(await page.locator("#behind").isVisible(), cell);
    if (await behind.count() > 0) break;
  }
  await behind.first().click();
  await page.waitForURL(/\/incidents\/[^?]/);
  assert.ok(await page.locator("#claims-heading").isVisible());
  await leave();
});

test("on paper there are no controls, and all of the table", async () => {
  const { page, leave } = await window(browser, node);
  await page.goto(paths.situation);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav").isVisible(), false);
  assert.equal(await page.locator("footer form").isVisible(), false);
  assert.equal(await page.locator("main table").first().isVisible(), true);
  await leave();
});
