"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const rows = all(".claim-row");
  // A browser may forget that a table is one where a narrow screen shows it as blocks.
  const roles = { ".grid": "table", ".grid > :is(thead, tbody)": "rowgroup", ".grid tr": "row", ".grid thead th": "columnheader", ".grid tbody th": "rowheader", ".grid td": "cell" };
  for (const [selector, role] of Object.entries(roles)) for (const part of all(selector)) part.setAttribute("role", role);
  const accounts = one(".accounts").children.length;
  const filter = one("#filter"), search = one("#search"), found = one("#found"), help = one("#help"), keys = one("#keys");
  let row = -1, account = 0, back = null;

  const reveal = (element) => {
    for (let up = element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  };
  // What stands between two places of a paragraph, but for the labels in it, in stretches of one element each.
  const cut = (block, start, end) => {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), ranges = [];
    let at = Number(block.dataset.at.split("-")[1]);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.tagName === "I") continue;
      const points = [...node.data], units = (count) => points.slice(0, Math.max(0, count)).join("").length, range = new Range();
      range.setStart(node, units(start - at));
      range.setEnd(node, units(end - at));
      at += points.length;
      if (!range.collapsed) ranges.push(range);
    }
    return ranges;
  };
  const lit = (place) => {
    for (const old of all(".lit")) { const whole = old.parentNode; old.replaceWith(...old.childNodes); whole.normalize(); }
    const text = document.getElementById(place.hash.slice(1)), same = [place, ...all(`a[href="${place.hash}"]`, place.closest("tbody") ?? place)];
    const label = same.map((link) => /(\d+)–(\d+)$/.exec(link.textContent)).find(Boolean);
    if (!text) return;
    reveal(text);
    if (!label) return;
    for (const range of all("[data-at]", text.closest("article")).flatMap((block) => cut(block, Number(label[1]), Number(label[2])))) {
      const words = document.createElement("span");
      words.className = "lit";
      range.surroundContents(words);
    }
  };
  const arrive = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    reveal(target);
    target.scrollIntoView({ block: target.closest("article") ? "center" : "start" });
    const at = rows.findIndex((one) => one.rows[0] === target);
    if (at >= 0) choose(at, false);
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
    line.tabIndex = -1;
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
    for (const old of all(".chosen")) old.classList.remove("chosen");
    if (account) for (const line of all(".grid tr:not(.why-row)")) line.cells[account].classList.add("chosen");
    for (const part of all(".evidence > div")) part.classList.toggle("chosen", Number(part.querySelector("u").textContent) === account);
    found.textContent = account ? `Account ${account}: ${one(`.accounts li:nth-child(${account}) .account-name`).textContent}` : "";
  };
  const passage = () => {
    const here = rows[row];
    const link = here && ((account && here.querySelector(`a[href^="#a${account}-"]`)) || here.querySelector('td a[href^="#a"]'));
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
