// Writes reports of as many events that have nothing to do with each other: node many.mjs COUNT SOURCES REPORTS
//
// Places and days follow from the number of the event, so that the same file comes out everywhere.
import { writeFileSync } from "node:fs";

const [count, sources, reports] = process.argv.slice(2);
const ACTS = ["shelling", "small-arms", "explosion", "air-strike"];
const FIRST_DAY = Date.parse("2017-01-01T00:00:00Z");
// Steps of the golden ratio and of the square root of two: they never come back to where they were.
const part = (n, step) => (n * step) % 1;

const rows = ["source,id,basis,stance,act,start,place,lat,lon,radius_m,language,account"];
for (let n = 1; n <= Number(count); n += 1) {
  const start = new Date(FIRST_DAY + (n % 120) * 86400000 + part(n, 0.732) * 86000000).toISOString().slice(0, 19);
  const lat = (33 + 3.4 * part(n, 0.6180339887)).toFixed(4);
  const lon = (36.6 + 4 * part(n, 0.4142135623)).toFixed(4);
  rows.push(`drill,d-${n},alleged,asserts,${ACTS[n % 4]},${start}Z,Village ${n % 900},${lat},${lon},500,en,Drill number ${n}.`);
}
writeFileSync(sources, "id,name,kind,reliability,aligned_with,group,seat\ndrill,Drill,press,C,,,un\n");
writeFileSync(reports, `${rows.join("\n")}\n`);
