// Passkeys: added, used and removed with an authenticator that Chromium plays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, PASSWORD, barriers, launch, overflow, picture, serve, setUp, told, window } from "./stage.mjs";

let browser, node;
before(async () => {
  browser = await launch();
  const { address, ...rest } = await serve(told("passkeys"));
  // A passkey is tied to a name, and a number has none.
  node = { ...rest, number: address, address: address.replace("127.0.0.1", "localhost") };
});
after(async () => {
  await browser?.close();
  await node?.stop();
});

// Gives a page an authenticator inside its device, which verifies whoever confirms.
async function authenticator({ context, page }) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  const say = (command, more) => devtools.send(`WebAuthn.${command}`, { authenticatorId, ...more });
  return { say, held: async () => (await say("getCredentials")).credentials };
}

async function ask(page, name, password = PASSWORD) {
  await page.locator("#passkey-name").fill(name);
  await page.locator("#passkey-password").fill(password);
  await page.locator("#passkey-ask button").click();
}

test("a passkey is added, signs in without name and password, and is removed", async () => {
  const own = await window(browser, node);
  const { page } = own;
  const phone = await authenticator(own);
  await setUp(page, node.invitation.replace("127.0.0.1", "localhost"), "duty-1");
  await page.goto("/account");
  await ask(page, "Work phone");
  const row = page.getByRole("row", { name: /Work phone/ });
  await row.waitFor();
  assert.equal((await phone.held()).length, 1);
  assert.deepEqual(await barriers(page), []);
  await picture(page, "passkey-added");

  // The same device is not asked to hold two.
  await ask(page, "Once more");
  await page.getByText("This device has a passkey of this login already").waitFor();
  assert.equal((await phone.held()).length, 1);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/situation/);
  await page.goto("/sign-in");
  assert.deepEqual(await barriers(page), []);
  await picture(page, "passkey-sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/situation/);
  assert.equal(await page.locator("header a[href='/account']").innerText(), "keeper");
  await page.goto("/logins");
  await page.getByText("signed in with the passkey Work phone").waitFor();
  await picture(page, "passkey-done");

  await page.goto("/account");
  assert.doesNotMatch(await row.innerText(), /–/, "it is not said when it was used");
  await row.getByRole("button", { name: "Remove" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/situation/);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  const refused = page.getByRole("alert").filter({ hasText: "The passkey was not accepted" });
  await refused.waitFor();
  assert.deepEqual(await barriers(page), []);
  await picture(page, "passkey-refused");
  await page.goto("about:blank");
  await own.leave().catch((fault) => assert.match(fault.message, /401/));
});

test("whoever does not confirm, or gives a wrong password, is told and adds nothing", async () => {
  const own = await window(browser, node);
  const { page } = own;
  const phone = await authenticator(own);
  await page.goto("/sign-in");
  await page.locator("#name").fill("keeper");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("form.fields button.main").click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.goto("/account");
  await ask(page, "Found phone", "not the right words");
  await page.getByText("The name or the password is wrong").waitFor();
  await phone.say("setUserVerified", { isUserVerified: false });
  await ask(page, "Found phone");
  await page.getByText("Nothing was confirmed").waitFor();
  assert.equal((await phone.held()).length, 0);
  await page.reload();
  assert.doesNotMatch(await page.locator("main").innerText(), /Found phone/);
  await page.goto("about:blank");
  await own.leave().catch((fault) => assert.match(fault.message, /401/));
});

test("a page that was opened by a number says where passkeys are good, in every language", async () => {
  for (const language of LANGUAGES) {
    const { page, leave } = await window(browser, { address: node.number }, { language, width: 360 });
    await page.goto("/sign-in");
    const elsewhere = page.locator("#passkey-elsewhere");
    await elsewhere.waitFor();
    assert.equal(await page.locator("#passkey-ask").isVisible(), false);
    assert.equal(await elsewhere.locator("a").getAttribute("href"), `${node.address}/sign-in`);
    assert.deepEqual(await barriers(page), []);
    assert.equal(await overflow(page), 0);
    await picture(page, `passkey-elsewhere-${language}`);
    await leave();
  }
});
