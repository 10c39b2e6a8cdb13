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
