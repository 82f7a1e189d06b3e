"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const rows = all(".claim-row");
  const accounts = one(".accounts").children.length;
  const filter = one("#filter"), search = one("#search"), found = one("#found"), help = one("#help"), keys = one("#keys");
  let row = -1, account = 0, back = null;

  const reveal = (element) => {
    for (let up = element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  };
  const lit = (place) => {
    for (const old of all(".lit")) old.classList.remove("lit");
    const text = document.getElementById(place.hash.slice(1));
    if (!text) return;
    reveal(text);
    const words = place.parentElement.querySelector("[data-start]");
    const owner = (element) => element?.closest("[data-document]")?.dataset.document;
    const end = words && owner(words) === owner(text) ? Number(words.dataset.end) : 0;
    const start = Number(place.hash.split("-")[1]);
    for (const part of all("[data-start]", text.closest("article") || text)) {
      const at = Number(part.dataset.start);
      if (at === start || (at >= start && Number(part.dataset.end) <= end)) part.classList.add("lit");
    }
  };
  const arrive = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    reveal(target);
    target.scrollIntoView({ block: target.closest("article") ? "center" : "start" });
    const at = rows.findIndex((one) => one.dataset.row === target.id.replace("row-", ""));
    if (target.id.startsWith("row-") && at >= 0) choose(at, false);
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const place = event.target.closest?.('a[href^="#a"]');
    if (place && /^#a\d+-\d+$/.test(place.hash)) { back = place; lit(place); }
  });

  const shown = () => rows.filter((one) => !one.hidden);
  const choose = (at, move = true) => {
    for (const old of all("tr.current")) old.classList.remove("current");
    row = at;
    const line = rows[at]?.rows[0];
    if (!line) return;
    line.classList.add("current");
    reveal(line);
    if (move) { line.focus({ preventScroll: true }); line.scrollIntoView({ block: "nearest" }); }
  };
  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(rows[row]);
    choose(rows.indexOf(list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + by))]));
  };
  const column = (number) => {
    account = Math.min(accounts, Math.max(0, number));
    for (const cell of all("[data-account]")) cell.classList.toggle("chosen", Number(cell.dataset.account) === account);
    found.textContent = account ? `Account ${account}: ${one(`.accounts li:nth-child(${account}) .account-name`).textContent}` : "";
  };
  const passage = () => {
    const here = rows[row];
    const link = here && ((account && here.querySelector(`[data-account="${account}"] a[href^="#a"]`)) || here.querySelector('td[data-account] a[href^="#a"]'));
    if (link) { link.click(); }
  };
  const apply = () => {
    const words = search.value.toLowerCase().trim(), group = filter.value;
    let left = 0;
    for (const one of rows) {
      one.hidden = (group && !one.dataset.marks.split(" ").includes(group)) || (words && !one.textContent.toLowerCase().includes(words));
      left += one.hidden ? 0 : 1;
    }
    for (const section of all("[data-section]")) {
      const any = all(".claim-row", section).some((one) => !one.hidden);
      section.hidden = !any;
      if (any && (words || group) && section.tagName === "DETAILS") section.open = true;
    }
    found.textContent = words || group ? `${left} of ${rows.length} claims` : "";
  };
  filter.addEventListener("change", apply);
  search.addEventListener("input", apply);
  one(".tools").hidden = false;

  const remember = (on) => { try { localStorage.setItem("onrecord-keys", on ? "on" : "off"); } catch { /* a page opened from a file may have no storage */ } };
  try { keys.checked = localStorage.getItem("onrecord-keys") !== "off"; } catch { /* as above */ }
  keys.addEventListener("change", () => remember(keys.checked));
  one("#help-open").addEventListener("click", () => help.showModal());
  one("#help-close").addEventListener("click", () => help.close());

  const escape = () => {
    if (document.activeElement === search || document.activeElement === filter) { search.value = ""; filter.value = ""; apply(); document.activeElement.blur(); return; }
    const open = rows[row]?.querySelector(".why[open]");
    if (open) { open.open = false; return; }
    if (location.hash.startsWith("#a") && back) { back.focus(); back.scrollIntoView({ block: "center" }); return; }
    column(0);
  };
  const toggle = () => { const why = rows[row]?.querySelector(".why"); if (why) why.open = !why.open; };
  const singles = {
    j: () => step(1), k: () => step(-1), h: () => column(account - 1 || 1), l: () => column(account + 1), o: passage,
    f: () => filter.focus(), v: () => { location.hash = "quotes"; arrive(); }, "/": () => search.focus(), "?": () => help.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape") { escape(); return; }
    const on = event.target;
    if (on.closest("input, select, textarea")) return;
    if (event.key === "Enter" && on.closest("tr.current") === on) { event.preventDefault(); toggle(); return; }
    if (!keys.checked) return;
    if (/^[0-9]$/.test(event.key)) { column(event.key === "0" ? 10 : Number(event.key)); return; }
    if (singles[event.key]) { event.preventDefault(); singles[event.key](); }
  });
  addEventListener("beforeprint", () => { for (const one of all("details")) { one.dataset.was = one.open ? "open" : ""; one.open = true; } });
  addEventListener("afterprint", () => { for (const one of all("details")) one.open = one.dataset.was === "open"; });
  arrive();
})();
