// Officers at work: the first login, signing in, joining and taking apart while somebody else looks on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, barriers, launch, overflow, picture, serve, setUp, told, window } from "./stage.mjs";

let browser, node;
before(async () => {
  browser = await launch();
  node = await serve(told("officers"));
});
after(async () => {
  await browser?.close();
  await node?.stop();
});

test("the first login is set up in the browser, once, and its holder is signed in", async () => {
  const { page, leave } = await window(browser, node);
  await page.goto(node.invitation);
  assert.deepEqual(await barriers(page), []);
  await picture(page, "first-run");
  await setUp(page, node.invitation, "duty-1");
  await page.goto("/account");
  assert.match(await page.locator("main").innerText(), /duty-1/);
  const again = await page.goto(node.invitation);
  assert.ok(again.status() >= 400, `the invitation works again: ${again.status()}`);
  await page.goto("about:blank");
  // A page that is refused is told by the browser as an error too: nothing else may be.
  await leave().catch((fault) => assert.match(fault.message, /40[0-9]/));
});

test("a password that is wrong is refused in words, and the right one lets in", async () => {
  const { page, faults, context } = await window(browser, node);
  await page.goto("/sign-in");
  await page.locator("#name").fill("keeper");
  await page.locator("#password").fill("not the right words");
  await page.locator("form.fields button.main").click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.notEqual(await alert.innerText(), "");
  await picture(page, "wrong-password");
  await page.locator("#name").fill("keeper");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("form.fields button.main").click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  assert.equal((await page.goto("/account")).url().includes("/sign-in") || (await page.title()).includes("not signed in"), true);
  await context.close();
  assert.deepEqual(faults.filter((fault) => !/40[0-9]/.test(fault)), []);
});

// Signs in as the officer who was set up above.
async function officer() {
  const own = await window(browser, node);
  await own.page.goto("/sign-in");
  await own.page.locator("#name").fill("keeper");
  await own.page.locator("#password").fill(PASSWORD);
  await own.page.locator("form.fields button.main").click();
  await own.page.waitForURL((url) => url.pathname !== "/sign-in");
  return own;
}

// The reports of an incident, from the list of those that its judge can choose.
const reports = (page) => page.locator("#one option").allInnerTexts();

test("two incidents are joined by one officer, a second window follows, and it is taken back", async () => {
  const one = await officer();
  const two = await window(browser, node);
  await one.page.goto("/incidents?since=2017-05-01&until=2017-05-08");
  const links = await one.page.locator("main a[href^='/incidents/']").evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
  assert.ok(links.length >= 2, "fewer than two incidents are listed");
  await one.page.goto(links[1]);
  const [other] = await reports(one.page);
  await one.page.goto(links[0]);
  const own = await reports(one.page);
  assert.ok(!own.includes(other));
  assert.deepEqual(await barriers(one.page), []);

  await two.page.goto(links[0]);
  assert.equal(await two.page.locator("#live").isVisible(), false);
  assert.equal(await two.page.locator("button[value=same]").count(), 0, "a reader is offered a judgement");

  await one.page.locator("#other").fill(other);
  await one.page.locator("#reason").fill("the same six shells");
  await one.page.locator("button[value=same]").click();
  await one.page.waitForURL(/judged=/);
  await two.page.locator("#live a").waitFor();
  await picture(two.page, "second-window-is-told");
  await two.page.locator("#live a").click();
  await two.page.getByText("held to be one event").waitFor();
  assert.ok((await two.page.locator("main").innerText()).includes(other));

  await one.page.goto(links[0]);
  assert.ok((await reports(one.page)).includes(other), "the reports are not together");
  await picture(one.page, "joined");
  const undo = one.page.locator("form", { has: one.page.locator("button[value=taken-back]") }).first();
  await undo.getByRole("textbox").fill("they were two after all");
  await undo.locator("button[value=taken-back]").click();
  await one.page.waitForURL(/judged=/);
  await two.page.locator("#live a").waitFor();
  await two.page.locator("#live a").click();
  await one.page.goto(links[0]);
  assert.deepEqual(await reports(one.page), own);
  await one.leave();
  await two.leave();
});

test("a keyboard alone leads from the address to an incident", async () => {
  const { page, leave } = await window(browser, node);
  await page.goto("/incidents?since=2017-05-01&until=2017-05-08");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    assert.ok(shown, `what has the focus does not show it: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 100))}`);
    if (await page.evaluate(() => document.activeElement.getAttribute("href")?.startsWith("/incidents/"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/[^?]/);
  await leave();
});

test("a filter is kept under a name, and several incidents are judged from the keyboard and taken back", async () => {
  const { page, leave } = await officer();
  const asked = "/incidents?since=2017-05-01&until=2017-05-08";
  await page.goto(asked);
  await page.locator("#filter-name").fill("The first week of May");
  await page.locator("button[value=save]").click();
  await page.getByRole("link", { name: "The first week of May" }).click();
  await page.waitForURL(/since=2017-05-01/);
  assert.deepEqual(await barriers(page), []);

  const rows = page.locator("main tbody th a");
  const total = await rows.count();
  assert.ok(total >= 2);
  await rows.first().focus();
  await page.keyboard.press("?");
  await page.locator("#triage-keys").waitFor();
  await picture(page, "triage-keys");
  await page.keyboard.press("Escape");
  await rows.first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  assert.equal(await rows.nth(1).evaluate((link) => link === document.activeElement), true, "j does not move on");
  await page.keyboard.press("x");
  assert.equal(await page.locator("main tbody input:checked").count(), 2);
  await page.keyboard.press("s");
  assert.equal(await page.evaluate(() => document.activeElement.id), "reason", "a judgement without a reason");
  await page.keyboard.type("one column of smoke");
  await rows.nth(1).focus();
  await page.keyboard.press("s");
  const undo = page.locator("button[value=undo]");
  await undo.waitFor();
  assert.deepEqual(await barriers(page), []);
  await picture(page, "triage-judged");
  for (let waited = 0; (await rows.count()) !== total - 1; waited += 500) {
    assert.ok(waited < 60_000, "the list does not follow");
    await page.waitForTimeout(500);
    await page.reload();
  }
  await undo.click();
  for (let waited = 0; (await rows.count()) !== total; waited += 500) {
    assert.ok(waited < 60_000, "it is not taken back");
    await page.waitForTimeout(500);
    await page.reload();
  }
  await leave();
});

test("verification is asked for from the keyboard, once a case is open, and its task stands on the incident", async () => {
  const { page, leave } = await officer();
  const asked = "/incidents?since=2017-05-01&until=2017-05-08";
  await page.goto(asked);
  const row = page.locator("main tbody th a").first();
  const incident = await row.getAttribute("href");
  await row.focus();
  await page.keyboard.press("x");
  await page.keyboard.press("v");
  await page.waitForURL(/\/incidents\/tasks\?/);
  assert.equal(await page.locator("#what").count(), 0, "a task is offered where no case is open");
  assert.deepEqual(await barriers(page), []);
  await picture(page, "task-without-case");
  await page.getByRole("link", { name: "Take it up as a case" }).click();
  await page.waitForURL(/#tasks/);
  await page.getByText("Take it up as a case").press("Enter");
  await page.locator("input[name=under]").first().check();
  await page.locator("#take-up-reason").fill("told by both sides");
  assert.deepEqual(await barriers(page), []);
  await picture(page, "take-up");
  await page.locator("#take-up-reason").press("Enter");
  await page.waitForURL(/opened=/);
  const ask = page.getByRole("link", { name: "Ask for verification" });
  for (let waited = 0; (await ask.count()) === 0; waited += 500) {
    assert.ok(waited < 60_000, "the case does not show");
    await page.waitForTimeout(500);
    await page.reload();
  }
  await ask.click();
  await page.locator("#due").fill("2017-05-20");
  await page.locator("#what").fill("bearings of the craters");
  assert.deepEqual(await barriers(page), []);
  await page.setViewportSize({ width: 360, height: 740 });
  assert.equal(await overflow(page), 0);
  await picture(page, "task-form-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await picture(page, "task-form");
  await page.locator("#what").press("Enter");
  await page.waitForURL(/tasked=/);
  const task = page.locator("section[aria-labelledby=tasks] article", { hasText: "bearings of the craters" });
  for (let waited = 0; (await task.count()) === 0; waited += 500) {
    assert.ok(waited < 60_000, "the task does not show");
    await page.waitForTimeout(500);
    await page.goto(incident);
  }
  assert.match(await task.innerText(), /open/);
  assert.deepEqual(await barriers(page), []);
  await task.scrollIntoViewIfNeeded();
  await picture(page, "task-on-record");
  await leave();
});

test("what changed since one looked goes away when one says that one has seen it", async () => {
  const { page, leave } = await officer();
  await page.goto("/situation");
  const seen = page.locator("form[action='/situation/seen'] button");
  await seen.click();
  await page.waitForURL(/situation/);
  assert.equal(await page.locator("section[aria-labelledby=changed-heading] li").count(), 0);
  await leave();
});

test("the pages of those who are signed in put up no barrier and fit a phone", async () => {
  const { page, leave } = await officer();
  for (const path of ["/situation", "/account", "/logins", "/incidents", "/cases"]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    assert.deepEqual(await barriers(page), [], path);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await overflow(page), 0, path);
    await picture(page, `signed-in${path.replace("/", "-")}`);
  }
  await leave();
});
