// Says that the record grew since the page was made, and lets the reader decide when to load it anew.
const band = document.getElementById("live");
if (band && "EventSource" in window) {
  const stream = new EventSource("/live");
  const show = (href, words) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    band.replaceChildren(link);
    band.hidden = false;
  };
  // News of an alarm stands until it was followed: that the record grew too does not cover it.
  let alarm = false;
  stream.addEventListener("grew", (event) => {
    if (event.data !== band.dataset.version && !alarm) show(location.href, band.dataset.say);
  });
  stream.addEventListener("alarms", () => {
    alarm = true;
    show("/alarms", band.dataset.alarms);
  });
  // A page that is put away listens no more; one that comes back asks anew.
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

// What is still being reckoned is put on the page when it is there.
const AGAIN_MS = 3000;
async function follow() {
  const answer = await fetch(location.href);
  const later = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || later.getElementById("awaited")) {
    setTimeout(follow, AGAIN_MS);
    return;
  }
  document.getElementById("content").replaceChildren(...later.getElementById("content").childNodes);
}
if (document.getElementById("awaited")) setTimeout(follow, AGAIN_MS);
