// A theme's page: small multiples of each family over cities and years, first years, and the initiatives under it.
"use strict";

(async () => {
  const {data, plot, make, figure, both, charts} = keikaku;
  const place = document.getElementById("theme");
  const LIMIT = 24;
  const [index, theme, Plot] = await Promise.all([data("index"), data(`theme-${place.dataset.theme}`), plot()]);
  const cityOf = (edition) => index.editions[edition][0];
  const link = (edition, hash = "") => make("a", {href: `../plans/${index.editions[edition][2]}.html${hash}`}, cityOf(edition), " ", make("small", {}, index.editions[edition][1]));

  function seriesOf(points) {
    const found = new Map();
    for (const [, edition, name, kind, fy, value, raw, apart, initiative, at] of points) {
      const key = `${edition}|${initiative}|${name}`;
      if (!found.has(key)) found.set(key, {title: `${cityOf(edition)}：${name}`, edition, name, initiative, points: [], apart});
      found.get(key).points.push({kind, fy, value, raw, at});
    }
    return [...found.values()];
  }

  function table(series, apart) {
    const years = [...new Set(series.flatMap((one) => one.points.filter((p) => p.kind && p.fy).map((p) => p.fy)))].sort();
    const head = make("tr", {}, make("th", {scope: "col"}, ...both("自治体・指標", "City and indicator")), make("th", {scope: "col"}, ...both("現状値", "Baseline")),
      ...years.map((y) => make("th", {scope: "col"}, String(y))), ...(apart ? [make("th", {scope: "col"}, ...both("理由", "Why apart"))] : []));
    const rows = series.map((one) => {
      const cell = (wanted) => make("td", {}, ...one.points.filter(wanted).map((p) => figure(p.raw.replace(/\s+/g, " "), p.at)));
      return make("tr", {}, make("th", {scope: "row"}, link(one.edition), make("br"), one.name), cell((p) => p.kind === 0), ...years.map((y) => cell((p) => p.kind && p.fy === y)),
        ...(apart ? [make("td", {}, ...(both(...index.reasons[one.apart])))] : []));
    });
    return make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "数値 Figures"}, make("table", {class: "kpi"}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  function family(key, points) {
    const [ja, en, unit] = index.families[key];
    const same = seriesOf(points.filter((row) => !row[7]));
    const apart = seriesOf(points.filter((row) => row[7]));
    const section = make("section", {}, make("h2", {}, ...both(ja, en)));
    if (same.length) {
      const panel = make("div", {class: "charts"});
      const draw = (count) => panel.replaceChildren(...charts.multiples(Plot, same.slice(0, count), unit, 290));
      draw(LIMIT);
      section.append(panel);
      if (same.length > LIMIT) {
        const more = make("button", {type: "button", onclick: () => { draw(same.length); more.remove(); }}, `残り ${same.length - LIMIT} も描く Draw the rest`);
        section.append(more);
      }
      section.append(table(same.slice(0, 300), false));
    }
    if (apart.length) section.append(make("details", {}, make("summary", {}, ...both(`似ているがくらべられないもの ${apart.length}`, "Alike, but not comparable")), table(apart.slice(0, 300), true)));
    return section;
  }

  function timelines(rows) {
    if (!rows.length) return [];
    const body = rows.slice(0, 300).map(([edition, name, start, operation, label, at]) => make("tr", {}, make("th", {scope: "row"}, link(edition), make("br"), name),
      make("td", {}, String(start)), make("td", {}, operation ? String(operation) : "—"), make("td", {}, figure(keikaku.closed(label) || "→", at))));
    const head = make("tr", {}, ...[["自治体・事業", "City and initiative"], ["開始", "Start"], ["運用", "In operation"], ["工程", "Bar"]].map((t) => make("th", {scope: "col"}, ...both(...t))));
    return [make("section", {}, make("h2", {}, ...both("いつから", "From when")), make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "開始年度 First years"},
      make("table", {}, make("thead", {}, head), make("tbody", {}, ...body))))];
  }

  function initiatives(rows) {
    const list = rows.slice(0, 500).map(([edition, code, name, id, words, at]) => make("li", {}, link(edition), " ", make("a", {href: `../plans/${index.editions[edition][2]}.html#${encodeURIComponent(id)}`}, `${code} ${name}`),
      " ", make("small", {}, `（${words}）`), " ", at ? figure("原本 source", at) : ""));
    return make("section", {}, make("h2", {}, ...both(`事業 ${rows.length}`, "Initiatives, with the words that matched")), make("ul", {class: "initiatives"}, ...list));
  }

  function render() {
    const wanted = document.getElementById("city").value.trim();
    const ours = (edition) => !wanted || index.editions[edition].slice(0, 2).join(" ").includes(wanted);
    const points = theme.points.filter((row) => ours(row[1]));
    const keys = Object.keys(index.families).filter((key) => points.some((row) => row[0] === key));
    place.replaceChildren(...keys.map((key) => family(key, points.filter((row) => row[0] === key))),
      ...timelines(theme.timelines.filter((row) => ours(row[0]))), initiatives(theme.initiatives.filter((row) => ours(row[0]))));
    document.getElementById("shown").textContent = `指標群 ${keys.length} families`;
    place.dataset.ready = "1";
  }

  let timer = 0;
  document.getElementById("city").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(render, 150); });
  render();
})();
