// A theme's page: small multiples of each family over cities and years, what changed, first years, the initiatives under it.
"use strict";

(async () => {
  const {data, plot, make, figure, both, charts, paged} = keikaku;
  const place = document.getElementById("theme");
  const CHARTS = 24;
  const ROWS = 100;
  const COLUMNS = ["family", "city", "plan", "initiative", "indicator", "kind", "year", "value", "unit", "raw", "apart", "file", "page", "bbox"];
  const KINDS = ["baseline", "target", "actual"];
  const [index, theme, Plot] = await Promise.all([data("index"), data(`theme-${place.dataset.theme}`), plot()]);
  const cityOf = (edition) => index.editions[edition][0];
  const link = (edition, hash = "") => make("a", {href: `../plans/${index.editions[edition][2]}.html${hash}`}, cityOf(edition), " ", make("small", {}, index.editions[edition][1]));
  const initiative = (edition, id, text) => make("a", {href: `../plans/${index.editions[edition][2]}.html#${encodeURIComponent(id)}`}, text);

  function seriesOf(points) {
    const found = new Map();
    for (const [, edition, name, kind, fy, value, raw, apart, under, at] of points) {
      const key = `${edition}|${under}|${name}`;
      if (!found.has(key)) found.set(key, {title: `${cityOf(edition)}：${name.length > 44 ? `${name.slice(0, 43)}…` : name}`, edition, name, under, points: [], apart});
      found.get(key).points.push({kind, fy, value, raw, at});
    }
    return [...found.values()];
  }

  function scrolled(label, table, more) {
    return make("div", {class: "beside"}, make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": label}, table), more);
  }

  function heads(texts) {
    return make("thead", {}, make("tr", {}, ...texts.map((text) => make("th", {scope: "col"}, ...(Array.isArray(text) ? both(...text) : [text])))));
  }

  function table(series, apart) {
    const years = [...new Set(series.flatMap((one) => one.points.filter((p) => p.kind && p.fy).map((p) => p.fy)))].sort();
    const body = make("tbody", {});
    const cell = (one, wanted) => make("td", {}, ...one.points.filter(wanted).map((p) => figure(p.raw.replace(/\s+/g, " "), p.at)));
    const more = paged(body, series, ROWS, (one) => make("tr", {}, make("th", {scope: "row"}, link(one.edition), make("br"), one.name),
      cell(one, (p) => p.kind === 0), ...years.map((y) => cell(one, (p) => p.kind && p.fy === y)), ...(apart ? [make("td", {}, ...both(...index.reasons[one.apart]))] : [])));
    const titles = [["自治体・指標", "City and indicator"], ["現状値", "Baseline"], ...years.map(String), ...(apart ? [["理由", "Why apart"]] : [])];
    return scrolled("数値 Figures", make("table", {class: "kpi"}, heads(titles), body), more);
  }

  async function csv(name, points) {
    const rows = await Promise.all(points.map(async ([family, edition, indicator, kind, fy, value, raw, apart, under, at]) => [
      family, ...index.editions[edition].slice(0, 2), under, indicator, KINDS[kind], fy, value, value === null ? "" : index.families[family][2], raw, apart, ...await keikaku.source(at)]));
    keikaku.saveCsv(`${name}.csv`, COLUMNS, rows);
  }

  function family(key, points) {
    const [ja, en, unit] = index.families[key];
    const same = seriesOf(points.filter((row) => !row[7]));
    const apart = seriesOf(points.filter((row) => row[7]));
    const section = make("section", {class: "family"}, make("h2", {id: key}, ...both(ja, en)));
    if (same.length) {
      const panel = make("div", {class: "charts"});
      const draw = (count) => panel.replaceChildren(...charts.multiples(Plot, same.slice(0, count), unit, 290));
      draw(CHARTS);
      const drawn = make("div", {class: "drawn"}, charts.legend(), panel);
      if (same.length > CHARTS) {
        const more = make("button", {type: "button", onclick: () => { draw(same.length); more.remove(); }}, `残り${same.length - CHARTS}も描く Draw the other ${same.length - CHARTS}`);
        drawn.append(make("p", {}, more));
      }
      drawn.append(charts.saving(key, `${ja} ${en}`, () => [...panel.querySelectorAll("figure")], () => csv(key, points)));
      section.append(make("div", {class: "pair"}, drawn, table(same, false)));
    }
    if (apart.length) section.append(make("details", {}, make("summary", {}, ...both(`似ているがくらべられないもの ${apart.length}`, "Alike, but not comparable")), table(apart, true)));
    return section;
  }

  function changes(rows) {
    if (!rows.length) return [];
    const body = make("tbody", {});
    const side = (tag, text, at) => make("td", {}, ...(text ? [make(tag, {}, figure(text, at))] : []));
    const more = paged(body, rows, ROWS, ([edition, name, year, kind, before, from, after, at]) => make("tr", {}, make("th", {scope: "row"}, link(edition), make("br"), name, " ", make("small", {}, year ? `${year}年度` : "")),
      make("td", {}, ...both(...kind)), side("del", before, from), side("ins", after, at)));
    return [make("section", {}, make("h2", {id: "changes"}, ...both(`変更 ${rows.length}`, "Who changed their mind: differences between editions")),
      scrolled("変更 Changes", make("table", {class: "changes"}, heads([["自治体・対象", "City and what"], ["種類", "Kind"], ["前", "Before"], ["後", "After"]]), body), more))];
  }

  function timelines(rows) {
    if (!rows.length) return [];
    const body = make("tbody", {});
    const more = paged(body, rows, ROWS, ([edition, name, start, operation, label, at, id]) => make("tr", {}, make("th", {scope: "row"}, link(edition), make("br"), initiative(edition, id, name)),
      make("td", {}, String(start)), make("td", {}, operation ? String(operation) : "—"), make("td", {}, figure(keikaku.closed(label) || "→", at))));
    const titles = [["自治体・事業", "City and initiative"], ["開始", "Start"], ["運用", "In operation"], ["工程", "Bar"]];
    return [make("section", {}, make("h2", {id: "when"}, ...both("いつから", "From when")), scrolled("開始年度 First years", make("table", {class: "kpi"}, heads(titles), body), more))];
  }

  function initiatives(rows) {
    const list = make("ul", {class: "initiatives"});
    const more = paged(list, rows, 2 * ROWS, ([edition, code, name, id, words, at]) => make("li", {}, link(edition), " ", initiative(edition, id, `${code} ${name}`),
      " ", make("small", {}, `（${words}）`), " ", at ? figure("原本 source", at) : ""));
    return make("section", {}, make("h2", {id: "initiatives"}, ...both(`事業 ${rows.length}`, "Initiatives, with the words that matched")), list, more);
  }

  const input = document.getElementById("city");

  /** Which editions are asked for: those whose city or title has one of the words; all without words. */
  function chosen() {
    const words = input.value.split(/[\s　,、，]+/).filter(Boolean);
    return {words, ours: (edition) => !words.length || words.some((word) => index.editions[edition].slice(0, 2).join(" ").includes(word))};
  }

  function render() {
    const {words, ours} = chosen();
    const points = theme.points.filter((row) => ours(row[1]));
    const keys = Object.keys(index.families).filter((key) => points.some((row) => row[0] === key));
    const under = theme.initiatives.filter((row) => ours(row[0]));
    place.replaceChildren(...keys.map((key) => family(key, points.filter((row) => row[0] === key))), ...changes(theme.changes.filter((row) => ours(row[0]))),
      ...timelines(theme.timelines.filter((row) => ours(row[0]))), initiatives(under));
    const plans = new Set([...points.map((row) => row[1]), ...under.map((row) => row[0])]).size;
    document.getElementById("shown").textContent = `${plans}計画 plans・指標群${keys.length} families`;
    history.replaceState(null, "", words.length ? `#city=${encodeURIComponent(words.join(" "))}` : location.pathname);
    place.dataset.ready = "1";
  }

  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(render, 150); });
  document.getElementById("all-csv").addEventListener("click", () => {
    const {ours} = chosen();
    csv(place.dataset.theme, theme.points.filter((row) => ours(row[1])));
  });
  if (location.hash.startsWith("#city=")) input.value = decodeURIComponent(location.hash.slice(6));
  render();
})();
