// The table of all figures: search, filters, sorting, and a CSV file of what is shown. Rows come in files, by need.
"use strict";

(async () => {
  const {data, make, figure, both} = keikaku;
  const FIRST = 20000;
  const PAGE = 100;
  const KINDS = ["現状 baseline", "目標 target", "実績 actual"];
  const NARROW = new Set(["kind", "year", "unit", "city"]);
  const COLUMNS = [
    ["city", "自治体", "City"], ["themes", "テーマ", "Theme"], ["initiative", "事業", "Initiative"], ["indicator", "指標", "Indicator"],
    ["kind", "種類", "Kind"], ["year", "年度", "Year"], ["raw", "原文", "As printed"], ["value", "値", "Value"], ["unit", "単位", "Unit"],
  ];
  const form = document.getElementById("filters");
  const said = document.getElementById("shown");
  const body = document.querySelector("#figures tbody");
  const index = await data("index");
  const loaded = new Set();
  const all = [];
  let found = [];
  let shown = PAGE;
  let order = {column: "", down: false};

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  async function load(chunk) {
    if (loaded.has(chunk)) return;
    loaded.add(chunk);
    const {words, rows} = await data(`rows-${chunk}`);
    for (const [edition, themes, family, apart, initiative, indicator, kind, year, raw, value, unit, at] of rows) {
      const keys = words[themes] ? words[themes].split("|") : [];
      const row = {
        edition, keys, family: words[family], apart: words[apart], city: index.editions[edition][0], plan: index.editions[edition][1],
        themes: keys.map((key) => index.themes[key][0]).join("・"), initiative: words[initiative], indicator: words[indicator],
        kind: KINDS[kind], year, raw, value, unit: words[unit], at,
      };
      row.text = fold(`${row.city} ${row.plan} ${row.themes} ${row.initiative} ${row.indicator} ${row.raw}`);
      all.push(row);
    }
  }

  async function loadFor(city) {
    const missing = index.chunks.map((editions, chunk) => [chunk, editions]).filter(([chunk, editions]) => !loaded.has(chunk) && editions.some((e) => index.editions[e][0] === city));
    for (const [chunk] of missing) await load(chunk);
  }

  function choose() {
    const {q, city, theme, family, year} = Object.fromEntries(new FormData(form));
    const words = q.split(/[\s　]+/).filter(Boolean).map(fold);
    found = all.filter((row) => (!city || row.city === city) && (!theme || row.keys.includes(theme)) && (!family || row.family === family) &&
      (!year || String(row.year) === year) && words.every((word) => row.text.includes(word)));
    if (order.column) {
      const key = order.column;
      const sign = order.down ? -1 : 1;
      const empty = (v) => v === null || v === undefined || v === "";
      found.sort((a, b) => empty(a[key]) - empty(b[key]) ||
        sign * (typeof a[key] === "number" && typeof b[key] === "number" ? a[key] - b[key] : String(a[key]).localeCompare(String(b[key]), "ja", {numeric: true})));
    }
  }

  function line(row) {
    const plan = make("a", {href: `plans/${index.editions[row.edition][2]}.html`}, row.city);
    const cells = COLUMNS.map(([key]) => {
      if (key === "city") return make("td", {class: "narrow"}, plan);
      if (key === "raw") return make("td", {}, figure(row.raw.replace(/\s+/g, " "), row.at));
      if (key === "value") return make("td", {class: "number"}, row.value === null ? "" : row.value.toLocaleString("ja", {maximumFractionDigits: 10}));
      return make("td", {class: NARROW.has(key) ? "narrow" : null}, row[key] === null ? "" : String(row[key]));
    });
    return make("tr", {}, ...cells);
  }

  function paint() {
    body.replaceChildren(...found.slice(0, shown).map(line));
    said.textContent = `${found.length.toLocaleString("ja")} 件 rows`;
    const more = document.getElementById("more");
    const hidden = found.length - shown;
    more.hidden = hidden <= 0;
    more.textContent = `あと${hidden.toLocaleString("ja")}件を表示 Show more, ${hidden.toLocaleString("en")} left`;
    const left = index.chunks.length - loaded.size;
    const rest = document.getElementById("rest");
    rest.hidden = !left;
    rest.textContent = `まだ読み込んでいない計画があります（${reached()}）。すべて読み込む Load all plans, ${left} files left`;
    document.querySelectorAll("#figures th").forEach((th, i) => {
      th.setAttribute("aria-sort", COLUMNS[i][0] !== order.column ? "none" : order.down ? "descending" : "ascending");
    });
  }

  /** How many plans are loaded, of how many. */
  function reached() {
    const plans = new Set([...loaded].flatMap((chunk) => index.chunks[chunk])).size;
    return `${plans.toLocaleString("ja")} / ${new Set(index.chunks.flat()).size.toLocaleString("ja")}計画`;
  }

  async function refresh() {
    const city = form.elements.city.value;
    if (city) await loadFor(city);
    shown = PAGE;
    choose();
    paint();
  }

  async function download() {
    const columns = ["city", "plan", "themes", "family", "apart", "initiative", "indicator", "kind", "year", "raw", "value", "unit"];
    const rows = await Promise.all(found.map(async (row) => [...columns.map((key) => row[key]), ...await keikaku.source(row.at)]));
    keikaku.saveCsv("keikaku.csv", [...columns, "file", "page", "bbox"], rows);
  }

  function options(name, entries) {
    form.elements[name].append(...entries.map(([value, text]) => make("option", {value}, text)));
  }

  document.querySelector("#figures thead tr").append(...COLUMNS.map(([key, ja, en]) => make("th", {scope: "col", "aria-sort": "none"}, make("button", {
    type: "button",
    onclick: () => { order = {column: key, down: order.column === key && !order.down}; choose(); paint(); },
  }, ...both(ja, en)))));
  options("city", [...new Set(index.editions.map(([city]) => city))].map((city) => [city, city]));
  options("theme", Object.entries(index.themes).map(([key, [ja]]) => [key, ja]));
  options("family", Object.entries(index.families).map(([key, [ja]]) => [key, ja]));
  let count = 0;
  for (let chunk = 0; chunk < index.chunks.length && count < FIRST; chunk += 1) { await load(chunk); count = all.length; }
  options("year", [...new Set(all.map((row) => row.year).filter(Boolean))].sort().map((year) => [year, year]));
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(refresh, 120); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  document.getElementById("download").addEventListener("click", download);
  document.getElementById("more").addEventListener("click", () => { shown += 5 * PAGE; paint(); });
  document.getElementById("rest").addEventListener("click", async () => {
    for (let chunk = 0; chunk < index.chunks.length; chunk += 1) await load(chunk);
    await refresh();
  });
  await refresh();
  document.getElementById("figures").dataset.ready = "1";
})();
