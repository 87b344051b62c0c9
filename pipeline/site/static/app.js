// What every page has: data files on demand, light and dark, and the picture of the page a figure was read from.
"use strict";

window.keikaku = (() => {
  const root = document.documentElement.dataset.root;
  const given = new Map();
  const waiting = new Map();

  /** Called by a data file with its value. */
  function give(name, value) {
    given.set(name, value);
  }

  /** A script of the site, loaded once. */
  function script(path) {
    if (!waiting.has(path)) {
      waiting.set(path, new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = root + path;
        element.onload = resolve;
        element.onerror = () => reject(new Error(path));
        document.head.append(element);
      }));
    }
    return waiting.get(path);
  }

  /** The value of a data file. */
  async function data(name) {
    if (!given.has(name)) await script(`data/${name}.js`);
    return given.get(name);
  }

  /** Observable Plot, which needs D3 first. */
  async function plot() {
    await script("assets/d3.min.js");
    await script("assets/plot.umd.min.js");
    return window.Plot;
  }

  /** An element with attributes, properties that begin with "on", and children (text is never read as HTML). */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** A figure as a button that shows where it was read, or as text where that is unknown. */
  function figure(text, at) {
    return at ? make("button", {type: "button", class: "fig", "data-at": at}, text) : text;
  }

  /** A label whose lines were broken to fit its bar. */
  function closed(text) {
    return text.replace(/\s*\n\s*/g, "");
  }

  function both(ja, en) {
    return [`${ja} `, make("span", {class: "en", lang: "en"}, en)];
  }

  /** Width and height of a page from runs such as 1-3:595x842. */
  function size(runs, page) {
    for (const run of runs) {
      const [pages, area] = run.split(":");
      const [first, last] = pages.split("-").map(Number);
      if (page >= first && page <= (last || first)) return area.split("x").map(Number);
    }
    return [595, 842];
  }

  const dialog = document.getElementById("evidence");

  async function show(at) {
    const [number, page, box] = at.split(":");
    const [file, folder, pictured, sizes] = (await data("index")).documents[Number(number)];
    const [width, height] = size(sizes, Number(page));
    document.getElementById("evidence-title").textContent = `${file} p.${page}`;
    const sheet = dialog.querySelector(".sheet");
    sheet.replaceChildren();
    sheet.style.aspectRatio = `${width} / ${height}`;
    if (pictured) {
      const alt = `${file} ${page}ページ page ${page}`;
      sheet.append(make("img", {src: `${root}pictures/${folder}/${page}.webp`, alt}));
    } else {
      sheet.append(make("p", {class: "nopicture"}, "画像はありません。枠が位置です。 ", make("span", {lang: "en"}, "No picture at hand; the frame is the place.")));
    }
    const frame = make("div", {class: "frame"});
    if (box) {
      const [left, top, right, bottom] = box.split(",").map(Number);
      frame.style.cssText = `left:${100 * left / width}%;top:${100 * top / height}%;` +
        `width:${100 * (right - left) / width}%;height:${100 * (bottom - top) / height}%`;
      sheet.append(frame);
    }
    dialog.showModal();
    if (box) frame.scrollIntoView({block: "center", inline: "center"});
  }

  document.addEventListener("click", (event) => {
    const at = event.target.closest?.("[data-at]")?.dataset.at;
    if (at) show(at);
    else if (event.target === dialog || event.target.closest?.("#evidence .close")) dialog.close();
  });

  /** File, page and box of a place that a figure was read at. */
  async function source(at) {
    if (!at) return ["", "", ""];
    const [number, page, box] = at.split(":");
    return [(await data("index")).documents[Number(number)][0], page, box];
  }

  /** A list that shows `size` of its items and the rest on demand, saying how many are left. Focus goes to the first new one. */
  function paged(list, items, size, build) {
    const button = make("button", {type: "button", class: "more", onclick: () => grow(size * 5, true)});
    let shown = 0;
    function grow(count, byHand) {
      const added = items.slice(shown, shown + count).map(build);
      list.append(...added);
      shown += added.length;
      button.hidden = shown >= items.length;
      button.textContent = `あと${(items.length - shown).toLocaleString("ja")}件を表示 Show more, ${(items.length - shown).toLocaleString("en")} left`;
      if (byHand) added[0].querySelector("a, button")?.focus();
    }
    grow(size, false);
    return button;
  }

  /** Hand a file to the reader. */
  function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([content], {type}));
    make("a", {href: address, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /** A CSV file that spreadsheets open right and never run: byte order mark, CRLF, an apostrophe before formulas. */
  function saveCsv(name, columns, rows) {
    const quote = (value) => {
      const text = value === null || value === undefined ? "" : String(value);
      const safe = typeof value === "string" && /^[=+@\t\r]|^-[^\d.]/.test(text) && text !== "-" ? `'${text}` : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const lines = [columns, ...rows].map((row) => row.map(quote).join(","));
    save(name, `\ufeff${lines.join("\r\n")}\r\n`, "text/csv;charset=utf-8");
  }

  const modes = ["", "dark", "light"];
  let mode = "";
  function paint(wanted) {
    mode = wanted;
    if (mode) document.documentElement.dataset.mode = mode;
    else delete document.documentElement.dataset.mode;
  }
  try { paint(localStorage.getItem("keikaku-mode") || ""); } catch { paint(""); }
  document.getElementById("mode").addEventListener("click", () => {
    paint(modes[(modes.indexOf(mode) + 1) % modes.length]);
    try { localStorage.setItem("keikaku-mode", mode); } catch { /* files may have no storage */ }
  });

  return {give, data, plot, make, figure, closed, both, show, source, paged, save, saveCsv};
})();
