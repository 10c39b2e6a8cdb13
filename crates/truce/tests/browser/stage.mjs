// What a journey stands on: nodes with something on record, a browser, and what must hold on every page.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const library = createRequire(`${process.env.TRUCE_BROWSER_DIR}/`);
const { chromium } = library("playwright-core");
const AXE = readFileSync(library.resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = process.env.TRUCE_PROGRAM;
const FOLDER = process.env.TRUCE_JOURNEYS;
const PROJECT = fileURLToPath(new URL("../../../../", import.meta.url));
const PATIENCE = 300_000;

export const LANGUAGES = ["en", "ar", "ru", "tr", "fa"];
export const PASSWORD = "nine lamps over the bridge";

// Runs the program on a node's folder, and gives what it says.
export function truce(node, ...words) {
  return execFileSync(PROGRAM, ["--node", node, ...words], { cwd: FOLDER, encoding: "utf8" });
}

// A node of the UN's seat on whose record nothing is.
export function empty(name) {
  const node = join(FOLDER, name);
  truce(node, "init", node, "--seat", "un", "--agreement", join(PROJECT, "agreements/syria-2016"), "--no-passphrase");
  return node;
}

// A node that was told all of the example. Its officer `duty-1` is a duty officer.
export function told(name) {
  const node = empty(name);
  const example = join(PROJECT, "examples/syria-2017");
  const speaker = { russia: "russia-centre", turkey: "turkey-centre", un: "press" };
  for (const seat of ["russia", "turkey", "iran", "un"]) {
    truce(node, "import", "sources", join(example, seat, "sources.csv"), "--no-index");
    truce(node, "import", "csv", join(example, seat, "reports.csv"), "--no-index");
    const bulletins = join(example, seat, "bulletins.txt");
    if (existsSync(bulletins)) truce(node, "import", "bulletins", bulletins, "--source", speaker[seat], "--no-index");
  }
  truce(node, "office", "appoint", "duty-1", "--to", "duty-officer", "--reason", "letter of 2 January");
  return node;
}

// A node on whose record as many events stand that have nothing to do with each other.
export function many(name, count) {
  const node = empty(name);
  const [sources, reports] = [join(FOLDER, "drill-sources.csv"), join(FOLDER, "drill.csv")];
  execFileSync(process.execPath, [join(PROJECT, "crates/truce/tests/browser/many.mjs"), count, sources, reports]);
  truce(node, "import", "sources", sources, "--no-index");
  truce(node, "import", "csv", reports, "--no-index");
  return node;
}

// Serves a node until `stop`; ready when its picture is derived.
export async function serve(node, now = "2017-05-09T06:00:00Z") {
  const server = spawn(PROGRAM, ["--node", node, "serve", "--listen", "127.0.0.1:0", "--now", now]);
  let said = "";
  server.stderr.on("data", (more) => { said += more; });
  const address = await new Promise((found, failed) => {
    server.on("exit", () => failed(new Error(`the server ended: ${said}`)));
    server.stdout.on("data", (more) => {
      said += more;
      const screen = said.match(/the screen is at (http:\/\/[^/\s]+)/);
      // What it says comes in one piece, with the invitation as its last line where there is one.
      if (screen) found(screen[1]);
    });
  });
  const invitation = said.match(/once, at (http:\S+)/)?.[1];
  const until = Date.now() + PATIENCE;
  while ((await fetch(`${address}/api/v1/situation`)).status !== 200) {
    assert.ok(Date.now() < until, "the picture is not derived");
    await new Promise((done) => { setTimeout(done, 200); });
  }
  const stop = () => new Promise((done) => {
    server.removeAllListeners("exit");
    server.on("exit", done);
    server.kill("SIGINT");
  });
  return { address, invitation, stop };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.TRUCE_CHROMIUM,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
}

// A window of its own, with its own cookies. Whatever a page complains of, or asks of anybody but the node, is kept in
// `faults`, which `leave` demands to be empty.
export async function window(browser, { address }, { language = "en", scheme = "light", width = 1280, ...more } = {}) {
  const context = await browser.newContext({
    baseURL: address, colorScheme: scheme, locale: language, viewport: { width, height: 900 }, ...more,
  });
  context.setDefaultTimeout(60_000);
  const faults = [];
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  context.on("weberror", (fault) => faults.push(String(fault.error())));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== address) faults.push(`asked ${url}`);
  });
  const page = await context.newPage();
  const leave = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { context, faults, leave, page };
}

// Sets up the login that keeps the others, in the browser, and stays signed in.
export async function setUp(page, invitation, officer = "") {
  await page.goto(invitation);
  await page.locator("#name").fill("keeper");
  await page.locator("#officer").fill(officer);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("form.fields button.main").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/set-up"));
}

// What is wrong with a page by the rules of WCAG 2.2, levels A and AA: a line each.
export async function barriers(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`));
}

// By how much a page is wider than its window.
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export async function picture(page, name) {
  await page.screenshot({ path: join(process.env.TRUCE_BROWSER_DIR, "pictures", `${name}.png`) });
}
