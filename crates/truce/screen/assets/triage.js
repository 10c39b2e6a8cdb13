// Keys for the table of incidents, while it has the focus: without them everything works by pointer and Tab.
const form = document.getElementById("triage");
const table = form?.closest("section")?.querySelector("table");
const keys = document.getElementById("triage-keys");
const open = document.getElementById("triage-keys-open");
if (form && table && keys && open) {
  const links = [...table.querySelectorAll("tbody th a")];
  const step = (by) => {
    const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
    next?.focus();
    next?.closest("tr").scrollIntoView({ block: "nearest" });
  };
  const judge = (button) => {
    const reason = form.elements.reason;
    if (reason && !reason.value.trim()) reason.focus();
    else if (button) form.requestSubmit(button);
  };
  const press = (word) => form.querySelector(`button[value="${word}"]`);
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    x: () => document.activeElement.closest("tr")?.querySelector("input")?.click(),
    s: () => judge(press("same")),
    d: () => judge(press("different")),
    v: () => press("verify") && form.requestSubmit(press("verify")),
    e: () => press("seen") && form.requestSubmit(press("seen")),
    "?": () => keys.showModal(),
  };
  table.parentElement.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
  open.hidden = false;
  open.addEventListener("click", () => keys.showModal());
}
