// Asks a served screen for pages at a steady pace, with listeners held open beside, and says how long each kind took.
//
//   node load.mjs ADDRESS PROCESS [SECONDS] [PER_SECOND] [LISTENERS]
//
// A time begins when the request was due, not when there was room for it: a server that stalls is told so. It ends by
// itself.
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";

const [address, process_id, seconds = 60, pace = 50, listeners = 1000] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const HEADERS = { "accept-encoding": "gzip" };

function ask(path) {
  return new Promise((done, failed) => {
    get(new URL(path, address), { agent, headers: HEADERS }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, body: Buffer.concat(parts) }));
      answer.on("error", failed);
    }).on("error", failed);
  });
}

async function json(path) {
  return new Promise((done, failed) => {
    get(new URL(path, address), (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => { text += part; });
      answer.on("end", () => done(JSON.parse(text)));
    }).on("error", failed);
  });
}

// One listener for live changes; it stays until the end.
function listen(counted) {
  get(new URL("/live", address), { agent: false }, (answer) => {
    if (answer.statusCode === 200) counted.open += 1;
    answer.on("data", () => {});
    answer.on("error", () => {});
  }).on("error", () => { counted.failed += 1; });
}

// What people ask for, drawn the same way each time: days, words, incidents and pieces of the map that are there.
async function questions() {
  const { bars: days } = await json("/api/v1/map/days");
  const list = await json("/api/v1/incidents");
  const incidents = list.incidents.map(({ id }) => id);
  let state = 7;
  const below = (bound) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * bound);
  };
  const day = () => days[below(days.length)].from;
  const box = (middle) => [middle.lat - 0.5, middle.lon - 0.6, middle.lat + 0.5, middle.lon + 0.6].map((side) => side.toFixed(3));
  const middles = list.incidents.filter(({ lat }) => Number.isFinite(lat)).map(({ lat, lon }) => ({ lat, lon }));
  const middle = () => middles[below(middles.length)] ?? { lat: 35, lon: 38 };
  const words = ["shelling", "Simtown", "device", "killed small-arms", "simulated report", "Simtown fire"];
  const one = (all) => all[below(all.length)];
  return {
    "list, last": () => "/incidents",
    "list, a week": () => { const since = day(); return `/incidents?since=${since}&until=${since}`; },
    "list, an act": () => `/incidents?act=${one(["shelling", "small-arms", "explosion"])}`,
    "search": () => `/incidents?text=${encodeURIComponent(one(words))}`,
    "incident": () => `/incidents/${one(incidents)}`,
    "map, a month": () => `/api/v1/map?day=${day()}&days=30&zoom=9&box=${box(middle())}`,
    "map, all time": () => `/api/v1/map?day=${days.at(-1).from}&days=all&zoom=9&box=${box(middle())}`,
    "map, everything": () => `/api/v1/map?day=${days.at(-1).from}&days=all&zoom=5`,
  };
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function main() {
  const counted = { failed: 0, open: 0 };
  for (let n = 0; n < Number(listeners); n += 1) {
    listen(counted);
    if (n % 50 === 49) await new Promise((done) => { setTimeout(done, 50); });
  }
  const kinds = Object.entries(await questions());
  for (const [, path] of kinds) await ask(path());
  const times = new Map(kinds.map(([name]) => [name, []]));
  const refused = [];
  const begun = performance.now();
  const total = Number(seconds) * Number(pace);
  const going = [];
  for (let n = 0; n < total; n += 1) {
    const due = begun + (n * 1000) / Number(pace);
    const wait = due - performance.now();
    if (wait > 0) await new Promise((done) => { setTimeout(done, wait); });
    const [name, path] = kinds[n % kinds.length];
    const asked = path();
    going.push(ask(asked).then(({ status }) => {
      if (status !== 200) refused.push(`${status} ${asked}`);
      times.get(name).push(performance.now() - due);
    }, (fault) => refused.push(`${fault} ${asked}`)));
  }
  await Promise.all(going);
  const memory = readFileSync(`/proc/${process_id}/status`, "utf8").match(/VmHWM:\s+(\d+)|VmRSS:\s+(\d+)/g);
  console.log(`${total} requests, ${pace} a second, ${counted.open} listeners open, ${counted.failed} failed; ${memory.join(", ")} kB`);
  console.log("| asked for | p50 ms | p99 ms | slowest ms |\n|---|---|---|---|");
  for (const [name, taken] of times) {
    taken.sort((a, b) => a - b);
    console.log(`| ${name} | ${percentile(taken, 0.5)?.toFixed(1)} | ${percentile(taken, 0.99)?.toFixed(1)} | ${taken.at(-1)?.toFixed(1)} |`);
  }
  for (const line of new Set(refused)) console.log(`not answered: ${line}`);
  process.exit(refused.length > 0 || counted.open < Number(listeners) ? 1 : 0);
}

await main();
