// Draws the map from /api/v1/map, and keeps map, list, slider and address on the same question.
// Where there is no WebGL, or the library cannot be loaded, the page stays as it was sent: the list says the same.

const element = document.getElementById("map");
const form = document.getElementById("asked");
const words = JSON.parse(element.dataset.words);
const address = new URL(location.href);
const STANDINGS = ["matched", "contested", "one-sided", "none"];
const EMPTY = { type: "FeatureCollection", features: [] };

// What is asked for now: the fields of the form that are filled in.
function asked() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) fields.set(name, value);
  return fields;
}

async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// The style: land, borders, areas, zones, the mission's layers, then what is on record. No glyphs: letters come
// from the fonts of the reader's machine.
function style(data, layers, cut) {
  const [ground, sheet, ink, soft, line, accent, disc] =
    ["ground", "sheet", "ink", "soft", "line", "accent", "one-sided"].map(color);
  const text = (size, field) => ({ "text-field": field, "text-font": ["sans-serif"], "text-size": size });
  const halo = { "text-color": ink, "text-halo-color": sheet, "text-halo-width": 1.5 };
  const sources = { land: geojson(element.dataset.land) };
  for (const [name, value] of Object.entries(data)) sources[name] = geojson(value);
  for (const name of layers) sources[`layer ${name}`] = cut.get(name)?.source ?? geojson(`/api/v1/map/layers/${name}`);
  const kind = (word) => ["==", ["get", "kind"], word];
  const own = layers.flatMap((name) => {
    const source = `layer ${name}`;
    const of = (word) => ["==", ["geometry-type"], word];
    const drawn = (id, inner) => [
      { id: `${id} fill`, type: "fill", source, ...inner, filter: of("Polygon"), paint: { "fill-color": accent, "fill-opacity": 0.08 } },
      { id: `${id} line`, type: "line", source, ...inner, filter: ["!", of("Point")], paint: { "line-color": accent, "line-width": 1.2 } },
      { id: `${id} point`, type: "circle", source, ...inner, filter: of("Point"), paint: { "circle-color": sheet, "circle-radius": 3, "circle-stroke-color": accent, "circle-stroke-width": 1.5 } },
    ];
    const tiles = cut.get(name);
    if (!tiles) return drawn(name, {});
    if (tiles.source.type === "raster") return [];
    return tiles.layers.flatMap((inner) => drawn(`${name} ${inner}`, { "source-layer": inner }));
  });
  // Pictures lie under all lines.
  const pictures = layers.filter((name) => cut.get(name)?.source.type === "raster")
    .map((name) => ({ id: name, type: "raster", source: `layer ${name}` }));
  return {
    version: 8,
    sources,
    layers: [
      { id: "sea", type: "background", paint: { "background-color": ground } },
      { id: "land", type: "fill", source: "land", filter: kind("land"), paint: { "fill-color": sheet } },
      ...pictures,
      { id: "coast", type: "line", source: "land", filter: kind("land"), paint: { "line-color": line, "line-width": 1 } },
      { id: "border", type: "line", source: "land", filter: kind("border"), paint: { "line-color": soft, "line-width": 0.8, "line-opacity": 0.7 } },
      { id: "area", type: "line", source: "outlines", filter: kind("area"), paint: { "line-color": soft, "line-width": 0.7, "line-dasharray": [3, 2] } },
      { id: "zone", type: "fill", source: "outlines", filter: kind("zone"), paint: { "fill-color": accent, "fill-opacity": 0.07 } },
      { id: "zone line", type: "line", source: "outlines", filter: kind("zone"), paint: { "line-color": accent, "line-width": 1.4, "line-dasharray": [6, 2] } },
      ...own,
      { id: "disc", type: "fill", source: "discs", paint: { "fill-color": disc, "fill-opacity": 0.18 } },
      { id: "disc line", type: "line", source: "discs", paint: { "line-color": ink, "line-width": 0.8, "line-opacity": 0.6, "line-dasharray": [3, 2] } },
      { id: "area name", type: "symbol", source: "outlines", filter: kind("area"), layout: text(11, ["get", "name"]), paint: { ...halo, "text-color": soft } },
      { id: "zone name", type: "symbol", source: "outlines", filter: kind("zone"), layout: text(12, ["get", "name"]), paint: { ...halo, "text-color": accent } },
      {
        id: "incident", type: "symbol", source: "seen", filter: ["!", ["has", "count"]],
        layout: { "icon-image": ["coalesce", ["get", "standing"], "none"], "icon-allow-overlap": true },
      },
      {
        id: "cluster", type: "circle", source: "seen", filter: ["has", "count"],
        paint: { "circle-color": sheet, "circle-stroke-color": ink, "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "count"]], 0, 9, 12, 30] },
      },
      { id: "count", type: "symbol", source: "seen", filter: ["has", "count"], layout: { ...text(12, ["to-string", ["get", "count"]]), "text-allow-overlap": true }, paint: { "text-color": ink } },
    ],
  };
}

// The layers that are cut into tiles: where their tiles are, and what is inside them.
async function cutLayers(names) {
  const cut = names.filter((name) => name.endsWith(".pmtiles"));
  return new Map(await Promise.all(cut.map(async (name) => {
    const { layers, ...told } = await json(`/api/v1/map/layers/${name}`);
    return [name, { layers, source: { ...told, tiles: [`${location.origin}/api/v1/map/layers/${name}/{z}/{x}/{y}`], tileSize: 256 } }];
  })));
}

function geojson(data) {
  return { type: "geojson", data };
}

// A disc around the middle of an incident, as a ring in degrees.
function disc({ geometry: { coordinates: [lon, lat] }, properties }) {
  const reach = properties.radius_m / 111195;
  const across = reach / Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  const corner = (_, step) => {
    const angle = (step * Math.PI) / 32;
    return [lon + across * Math.cos(angle), lat + reach * Math.sin(angle)];
  };
  const ring = Array.from({ length: 65 }, corner);
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

// The signs of standing, drawn like those of the key below the map.
function sign(standing) {
  const size = 40;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  const shapes = {
    matched: "M20 6a14 14 0 1 0 0.01 0Z",
    contested: "M20 4 36 20 20 36 4 20Z",
    "one-sided": "M20 6a14 14 0 1 0 0.01 0Z",
    none: "M8 8h24v24H8Z",
  };
  const filled = { matched: shapes.matched, "one-sided": "M20 6a14 14 0 0 0 0 28Z" };
  const outline = new Path2D(shapes[standing]);
  pen.strokeStyle = color("ink");
  pen.lineWidth = 3;
  pen.fillStyle = color("sheet");
  pen.fill(outline);
  pen.fillStyle = color("ink");
  if (filled[standing]) pen.fill(new Path2D(filled[standing]));
  pen.stroke(outline);
  if (standing === "contested") pen.stroke(new Path2D("M12 20h16"));
  return pen.getImageData(0, 0, size, size);
}

async function draw() {
  const library = await import(element.dataset.library);
  library.setWorkerUrl(new URL(element.dataset.worker, location.href).href);
  const data = { outlines: EMPTY, discs: EMPTY, seen: EMPTY };
  const boxes = [...document.querySelectorAll("#layers input")];
  const cut = await cutLayers(boxes.map((box) => box.value));
  const layers = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const [south, west, north, east] = element.dataset.extent.split(",").map(Number);
  const [lat, lon, zoom] = (address.searchParams.get("at") ?? "").split(",").map(Number);
  const view = Number.isFinite(zoom)
    ? { center: [lon, lat], zoom }
    : { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 16 } };
  element.replaceChildren();
  const map = new library.Map({
    attributionControl: false, container: element, dragRotate: false, locale: words, maxZoom: 16,
    pitchWithRotate: false, renderWorldCopies: false, style: style(data, layers(), cut), ...view,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl());
  let latest = 0;

  const put = (name, value) => {
    data[name] = value;
    map.getSource(name)?.setData(value);
  };

  async function ask() {
    const turn = ++latest;
    const bounds = map.getBounds();
    const within = (degrees, most) => Math.min(Math.max(degrees, -most), most).toFixed(6);
    const box = [within(bounds.getSouth(), 90), within(bounds.getWest(), 180), within(bounds.getNorth(), 90), within(bounds.getEast(), 180)];
    const fields = asked();
    const outlines = json(`/api/v1/map/outlines?day=${fields.get("day") ?? ""}`);
    const { lat, lng } = map.getCenter();
    const here = new URLSearchParams(fields);
    here.set("at", [lat.toFixed(4), lng.toFixed(4), map.getZoom().toFixed(2)]);
    history.replaceState(null, "", `/map?${here}`);
    fields.set("box", box);
    const list = page(fields);
    fields.set("zoom", Math.max(0, Math.round(map.getZoom())));
    const seen = await json(`/api/v1/map?${fields}`);
    const lines = await outlines;
    const beside = await list;
    if (turn !== latest) return;
    put("outlines", lines);
    put("discs", { ...seen, features: seen.features.filter((one) => one.properties.radius_m > 0).map(disc) });
    put("seen", seen);
    for (const id of ["list", "bars", "stretch"]) document.getElementById(id).replaceWith(beside.getElementById(id));
  }
  const again = () => ask().catch((fault) => console.error(fault));

  map.on("error", ({ error }) => console.error(error?.message ?? error));
  map.on("style.load", () => {
    for (const standing of STANDINGS) map.addImage(standing, sign(standing), { pixelRatio: 2 });
  });
  map.on("moveend", again);
  map.once("load", again);
  map.on("click", "cluster", ({ features: [cluster] }) => {
    const [s, w, n, e] = JSON.parse(cluster.properties.reach);
    const closer = map.cameraForBounds([[w, s], [e, n]], { padding: 40 });
    map.easeTo({ center: closer?.center ?? cluster.geometry.coordinates, zoom: Math.max(closer?.zoom ?? 0, map.getZoom() + 1) });
  });
  map.on("click", "incident", ({ features, lngLat }) => {
    const found = new Map(features.map(({ properties }) => [properties.id, properties]));
    if (found.size === 1) {
      location.href = `/incidents/${features[0].properties.id}`;
      return;
    }
    const list = document.createElement("ul");
    for (const incident of found.values()) {
      const link = document.createElement("a");
      link.href = `/incidents/${incident.id}`;
      link.textContent = `${incident.act}, ${incident.place}, ${incident.day}`;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    new library.Popup().setLngLat(lngLat).setDOMContent(list).addTo(map);
  });
  for (const id of ["cluster", "incident"]) {
    map.on("mouseenter", id, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", id, () => { map.getCanvas().style.cursor = ""; });
  }
  const restyle = () => {
    map.setStyle(style(data, layers(), cut), { diff: false });
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  for (const box of boxes) box.addEventListener("change", restyle);
  return again;
}

// The page of a question, for its list and its bars.
async function page(fields) {
  const answer = await fetch(`/map?${fields}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The slider and the playback move the last day; `again` asks anew.
function slide(again) {
  const [range, play] = document.querySelectorAll("#slide input, #slide button");
  const first = Date.parse(`${document.getElementById("time").dataset.first}T00:00:00Z`);
  const day = form.elements.day;
  const show = () => {
    day.value = new Date(first + range.value * 86400000).toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", day.value);
    if (form.elements.days.value === "all") form.elements.days.value = "7";
    return again();
  };
  let playing = false;
  const toggle = async () => {
    playing = !playing;
    play.setAttribute("aria-pressed", playing);
    play.textContent = playing ? words.pause : words.play;
    if (playing && range.value === range.max) range.value = range.min;
    while (playing && Number(range.value) < Number(range.max)) {
      range.value = Number(range.value) + 1;
      await Promise.all([show(), new Promise((done) => { setTimeout(done, 700); })]);
    }
    if (playing) toggle();
  };
  range.addEventListener("change", show);
  play.addEventListener("click", toggle);
  document.getElementById("slide").hidden = false;
}

draw().then(slide, (fault) => {
  console.error(fault);
  const note = document.createElement("p");
  note.className = "none";
  note.textContent = words["no-script"];
  element.replaceChildren(note);
});
