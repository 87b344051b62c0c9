// Charts by Observable Plot. A chart repeats what a table beside it says, so it is an image to assistive technology.
"use strict";

keikaku.charts = (() => {
  const {make} = keikaku;
  const style = {background: "transparent", fontSize: "12px", fontFamily: "inherit"};
  const KINDS = ["現状 baseline", "目標 target", "実績 actual"];
  const year = (value) => String(value);

  function titled(text, chart, unit) {
    for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", `${text || "工程 Schedule"}${unit ? `（${unit}）` : ""}`);
    return make("figure", {}, ...(text ? [make("figcaption", {}, text, unit ? ` （${unit}）` : "")] : []), chart);
  }

  /** Points of a drawn chart lead to where they were read. */
  function linked(chart, places, selector) {
    chart.querySelectorAll(selector).forEach((mark, i) => { if (places[i]) mark.dataset.at = places[i]; });
    return chart;
  }

  /** What the marks mean. */
  function legend() {
    const key = (kind, ja, en) => make("span", {class: `key ${kind}`}, `${ja} `, make("span", {class: "en", lang: "en"}, en));
    return make("p", {class: "legend"}, key("target", "目標値", "target"), key("actual", "実績値", "actual"), key("baseline", "現状値", "baseline"));
  }

  /** Marks of one series: line and dots of targets, squares of actuals, dashed line (and hollow dot) of the baseline. */
  function marks(Plot, points, named) {
    const of = (kind) => points.filter((p) => p.kind === kind);
    const title = (d) => `${d.fy ?? "現状値 baseline"} ${d.part ?? ""} ${d.raw}`;
    return [
      Plot.ruleY([0]),
      Plot.ruleY(of(0), {y: "value", stroke: "var(--accent2)", strokeDasharray: "4 3", title}),
      Plot.text(of(0), {y: "value", frameAnchor: "right", textAnchor: "end", dx: -2, dy: 9, text: (d) => d.value.toLocaleString("ja"), fill: "var(--accent2)"}),
      Plot.lineY(of(1), {x: "fy", y: "value", z: "part", stroke: "var(--accent)", strokeWidth: 2}),
      Plot.lineY(of(2), {x: "fy", y: "value", z: "part", stroke: "var(--accent2)", strokeWidth: 2}),
      Plot.dot(of(1), {x: "fy", y: "value", fill: "var(--accent)", r: 3.5, title, className: "target"}),
      Plot.dot(of(2), {x: "fy", y: "value", symbol: "square", fill: "var(--accent2)", r: 4, title, className: "actual"}),
      Plot.dot(of(0).filter((p) => p.fy), {x: "fy", y: "value", stroke: "var(--accent2)", fill: "var(--paper)", r: 4, strokeWidth: 2}),
      Plot.text(named, {x: "fy", y: "value", text: (d) => d.value.toLocaleString("ja"), dy: -10, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 3}),
    ];
  }

  /** The axis of fiscal years: true to time, whole years, no more labels than there is room for. */
  function time(rows) {
    const years = rows.filter((row) => row.fy).map((row) => row.fy);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const step = Math.ceil((last - first + 1) / 6);
    const ticks = Array.from({length: Math.floor((last - first) / step) + 1}, (_, i) => first + i * step);
    return {type: "linear", domain: first === last ? [first - 1, last + 1] : [first, last], ticks, tickFormat: year, label: null, inset: 16};
  }

  /** The places of targets and actuals, in the order in which their dots are drawn. */
  const places = (points) => [1, 2].flatMap((kind) => points.filter((p) => p.kind === kind).map((p) => p.at));

  /** Targets of an indicator over the fiscal years, its baseline as a dashed line and a hollow dot. */
  function indicator(Plot, title, points, width = 420) {
    const rows = points.map(([fy, value, kind, part, unit, raw, at]) => ({fy, value, kind, part: part || "", unit, raw, at}));
    const unit = rows.find((row) => row.kind && row.fy).unit;
    const same = rows.filter((row) => row.unit === unit && (row.fy || !row.kind));
    const top = Math.max(...same.map((row) => row.value));
    const chart = Plot.plot({
      width, height: 190, marginLeft: 62, marginTop: 20, marginBottom: 28, style,
      x: time(same),
      y: {zero: true, grid: true, nice: true, label: null, ticks: 4, tickFormat: (v) => v.toLocaleString("ja"), domain: top > 0 ? [0, top * 1.12] : undefined},
      marks: marks(Plot, same, same.filter((row) => row.kind)),
    });
    return titled(title, linked(chart, places(same), "g.target circle, g.actual path"), unit);
  }

  /** Bars of a schedule over the fiscal years; bars of one lane that overlap go to lanes below. */
  function gantt(Plot, bars, span, width = 760) {
    const rows = [];
    const ends = [];
    for (const [lane, label, start, end, at] of [...bars].sort((a, b) => a[0] - b[0] || a[2] - b[2])) {
      let row = rows.length ? ends.findIndex((line) => line.lane === lane && line.end < start) : -1;
      if (row < 0) row = ends.push({lane, end: 0}) - 1;
      ends[row].end = end;
      rows.push({row, label: keikaku.closed(label), start, end: end + 1, at});
    }
    const first = Math.min(span[0] ?? Infinity, ...rows.map((row) => row.start));
    const last = Math.max((span[1] ?? -Infinity) + 1, ...rows.map((row) => row.end));
    const each = (width - 20) / (last - first);
    const clip = (d) => {
      const room = Math.floor((each * (d.end - d.start) - 14) / 12);
      return d.label.length > room ? `${d.label.slice(0, Math.max(room - 1, 0))}…` : d.label;
    };
    const years = Array.from({length: last - first}, (_, i) => first + i);
    const chart = Plot.plot({
      width, height: 40 + 34 * ends.length, marginLeft: 10, marginRight: 10, marginTop: 26, marginBottom: 6, style,
      x: {domain: [first, last], axis: null},
      y: {type: "band", domain: ends.map((_, i) => i), axis: null, padding: 0.18},
      marks: [
        Plot.ruleX([...years, last], {stroke: "currentColor", strokeOpacity: 0.18}),
        Plot.text(years, {x: (y) => y + 0.5, text: year, frameAnchor: "top", dy: -18, fill: "currentColor"}),
        Plot.barX(rows, {x1: "start", x2: "end", y: "row", fill: "var(--bar)", rx: 5, insetLeft: 2, insetRight: 2, title: "label", className: "bars"}),
        Plot.text(rows, {x: "start", y: "row", text: clip, textAnchor: "start", dx: 8, fill: "var(--bartext)", pointerEvents: "none"}),
      ],
    });
    return titled("", linked(chart, rows.map((row) => row.at), "g.bars rect"), "");
  }

  /** Small multiples: a panel per series, all with the same axes. */
  function multiples(Plot, series, unit, width) {
    const all = series.flatMap((one) => one.points);
    const top = Math.max(...all.map((p) => p.value), 0);
    return series.map((one) => {
      const points = one.points.filter((p) => p.fy || !p.kind);
      const chart = Plot.plot({
        width, height: 170, marginLeft: 56, marginTop: 18, marginBottom: 26, style,
        x: time(all),
        y: {domain: [0, top * 1.15 || 1], grid: true, ticks: 4, label: null, tickFormat: (v) => v.toLocaleString("ja")},
        marks: marks(Plot, points, [...points.filter((p) => p.kind).slice(0, 1), ...points.filter((p) => p.kind).slice(1).slice(-1)]),
      });
      return titled(one.title, linked(chart, places(points), "g.target circle, g.actual path"), unit);
    });
  }

  /** One SVG picture of several figures, beside and under each other, with the colours of the page as it is shown. */
  function picture(title, figures) {
    const gap = 24;
    const panels = figures.map((one) => {
      const chart = one.querySelector("svg");
      return {chart, width: Number(chart.getAttribute("width")), height: Number(chart.getAttribute("height")), lines: wrapped(one.querySelector("figcaption")?.textContent ?? "", Number(chart.getAttribute("width")))};
    });
    const across = Math.min(panels.length, Math.max(1, Math.floor(1200 / (panels[0].width + gap))));
    let at = 48;
    let width = 0;
    const parts = [];
    for (let first = 0; first < panels.length; first += across) {
      const row = panels.slice(first, first + across);
      const head = 18 * Math.max(...row.map((panel) => panel.lines.length));
      let left = gap;
      for (const panel of row) {
        parts.push(...panel.lines.map((line, i) => `<text x="${left}" y="${at + 14 + 18 * i}" font-size="13">${escaped(line)}</text>`));
        parts.push(`<g transform="translate(${left},${at + head + 4})">${new XMLSerializer().serializeToString(panel.chart)}</g>`);
        left += panel.width + gap;
      }
      width = Math.max(width, left);
      at += head + Math.max(...row.map((panel) => panel.height)) + gap;
    }
    const shown = getComputedStyle(document.body);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${at}" viewBox="0 0 ${width} ${at}" color="${shown.color}" fill="currentColor" font-family="sans-serif">` +
      `<rect width="100%" height="100%" fill="${shown.backgroundColor}"/><text x="${gap}" y="30" font-size="17" font-weight="700">${escaped(title)}</text>${parts.join("")}</svg>`;
    return {text: text.replace(/var\((--[a-z0-9]+)\)/g, (_, name) => shown.getPropertyValue(name).trim() || "none"), width, height: at};
  }

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  function wrapped(text, width) {
    const room = Math.floor(width / 13);
    return Array.from({length: Math.ceil(text.length / room)}, (_, i) => text.slice(i * room, (i + 1) * room));
  }

  async function savePng(name, {text, width, height}) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = make("canvas", {width: 2 * width, height: 2 * height});
    canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
    keikaku.save(`${name}.png`, await new Promise((done) => canvas.toBlob(done)), "image/png");
  }

  /** Buttons that save what is drawn (`figures` is asked when pressed) as SVG or PNG, and `rows` as CSV where given. */
  function saving(name, title, figures, csv) {
    const button = (text, label, act) => make("button", {type: "button", "aria-label": `${title}：${label}`, onclick: act}, text);
    return make("p", {class: "save"}, `保存 `, make("span", {class: "en", lang: "en"}, "Save"), " ",
      button("SVG", "図をSVGで保存 Save chart as SVG", () => keikaku.save(`${name}.svg`, picture(title, figures()).text, "image/svg+xml")),
      button("PNG", "図をPNGで保存 Save chart as PNG", () => savePng(name, picture(title, figures()))),
      ...(csv ? [button("CSV", "数値をCSVで保存 Save figures as CSV", csv)] : []));
  }

  return {indicator, gantt, multiples, legend, saving};
})();
