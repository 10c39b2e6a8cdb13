// Says that the record grew since the page was made, and lets the reader decide when to load it anew.
const band = document.getElementById("live");
if (band && "EventSource" in window) {
  const stream = new EventSource("/live");
  stream.addEventListener("grew", (event) => {
    if (event.data === band.dataset.version) return;
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = band.dataset.say;
    band.replaceChildren(again);
    band.hidden = false;
  });
  // A page that is put away listens no more; one that comes back asks anew.
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
