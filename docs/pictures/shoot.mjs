// Takes a picture of a page: node --experimental-websocket shoot.mjs ADDRESS FILE WIDTH HEIGHT SECONDS [LANGUAGE]
//
// Chromium's own --screenshot does not wait for the map's worker; this waits for as many seconds as are asked for.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [address, file, width, height, seconds, language] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "shoot-"));
const flags = [
  "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank",
];
const browser = spawn("chromium", flags, { stdio: ["ignore", "ignore", "pipe"] });
const control = await new Promise((found) => {
  let told = "";
  browser.stderr.on("data", (more) => {
    told += more;
    const match = told.match(/ws:\/\/\S+/);
    if (match) found(match[0]);
  });
});
const tabs = await (await fetch(`http://127.0.0.1:${new URL(control).port}/json`)).json();
const socket = new WebSocket(tabs.find((tab) => tab.type === "page").webSocketDebuggerUrl);
await new Promise((open) => { socket.onopen = open; });
const waiting = new Map();
socket.onmessage = (event) => {
  const { id, result } = JSON.parse(event.data);
  if (id) waiting.get(id)(result);
};
const ask = (method, params = {}) => new Promise((answered) => {
  const id = waiting.size + 1;
  waiting.set(id, answered);
  socket.send(JSON.stringify({ id, method, params }));
});

await ask("Page.enable");
await ask("Emulation.setDeviceMetricsOverride",
  { width: Number(width), height: Number(height), deviceScaleFactor: 1, mobile: Number(width) < 500 });
if (language) await ask("Network.setCookie", { name: "truce-language", value: language, url: address });
await ask("Page.navigate", { url: address });
await new Promise((over) => { setTimeout(over, Number(seconds) * 1000); });
const { data } = await ask("Page.captureScreenshot", { format: "png" });
writeFileSync(file, Buffer.from(data, "base64"));
const gone = new Promise((exited) => { browser.on("exit", exited); });
browser.kill();
await gone;
rmSync(profile, { recursive: true, force: true });
process.exit(0);
