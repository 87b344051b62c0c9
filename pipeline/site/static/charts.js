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

  /** Targets of an indicator over the fiscal years, its baseline as a dashed line and a hollow dot. */
  function indicator(Plot, title, points, width = 420) {
    const rows = points.map(([fy, value, kind, part, unit, raw]) => ({fy, value, kind: KINDS[kind], part: part || "", unit, raw}));
    const targets = rows.filter((row) => row.kind !== KINDS[0] && row.fy);
    const unit = targets[0].unit;
    const same = targets.filter((row) => row.unit === unit);
    const base = rows.filter((row) => row.kind === KINDS[0] && row.unit === unit);
    const dated = base.filter((row) => row.fy);
    const years = [...new Set([...dated, ...same].map((row) => row.fy))].sort();
    const top = Math.max(...same.map((row) => row.value), ...base.map((row) => row.value));
    const chart = Plot.plot({
      width, height: 190, marginLeft: 62, marginTop: 20, marginBottom: 28, style,
      x: {type: "point", domain: years, tickFormat: year, label: null},
      y: {zero: true, grid: true, nice: true, label: null, ticks: 4, tickFormat: (v) => v.toLocaleString("ja"), domain: top > 0 ? [0, top * 1.12] : undefined},
      marks: [
        Plot.ruleY([0]),
        Plot.ruleY(base, {y: "value", stroke: "var(--accent2)", strokeDasharray: "4 3"}),
        Plot.lineY(same, {x: "fy", y: "value", z: "part", stroke: "var(--accent)", strokeWidth: 2}),
        Plot.dot(same, {x: "fy", y: "value", fill: "var(--accent)", r: 3.5, title: (d) => `${d.fy} ${d.part} ${d.raw}`}),
        Plot.dot(dated, {x: "fy", y: "value", stroke: "var(--accent2)", fill: "var(--paper)", r: 4, strokeWidth: 2}),
        Plot.text(same, {x: "fy", y: "value", text: (d) => d.value.toLocaleString("ja"), dy: -10, fill: "currentColor"}),
      ],
    });
    return titled(title, chart, unit);
  }

  /** Bars of a schedule over the fiscal years; bars of one lane that overlap go to lanes below. */
  function gantt(Plot, bars, span, width = 760) {
    const rows = [];
    const ends = [];
    for (const [lane, label, start, end] of [...bars].sort((a, b) => a[0] - b[0] || a[2] - b[2])) {
      let row = rows.length ? ends.findIndex((line) => line.lane === lane && line.end < start) : -1;
      if (row < 0) row = ends.push({lane, end: 0}) - 1;
      ends[row].end = end;
      rows.push({row, label: keikaku.closed(label), start, end: end + 1});
    }
    const first = Math.min(span[0] ?? Infinity, ...rows.map((row) => row.start));
    const last = Math.max((span[1] ?? -Infinity) + 1, ...rows.map((row) => row.end));
    const each = (width - 20) / (last - first);
    const clip = (d) => {
      const room = Math.floor((each * (d.end - d.start) - 14) / 12);
      return d.label.length > room ? `${d.label.slice(0, Math.max(room - 1, 0))}…` : d.label;
    };
    const years = Array.from({length: last - first}, (_, i) => first + i);
    return titled("", Plot.plot({
      width, height: 40 + 34 * ends.length, marginLeft: 10, marginRight: 10, marginTop: 26, marginBottom: 6, style,
      x: {domain: [first, last], axis: null},
      y: {type: "band", domain: ends.map((_, i) => i), axis: null, padding: 0.18},
      marks: [
        Plot.ruleX([...years, last], {stroke: "currentColor", strokeOpacity: 0.18}),
        Plot.text(years, {x: (y) => y + 0.5, text: year, frameAnchor: "top", dy: -18, fill: "currentColor"}),
        Plot.barX(rows, {x1: "start", x2: "end", y: "row", fill: "var(--bar)", rx: 5, insetLeft: 2, insetRight: 2, title: "label"}),
        Plot.text(rows, {x: "start", y: "row", text: clip, textAnchor: "start", dx: 8, fill: "var(--bartext)"}),
      ],
    }), "");
  }

  /** Small multiples: a panel per series, all with the same axes. */
  function multiples(Plot, series, unit, width) {
    const all = series.flatMap((one) => one.points);
    const years = [...new Set(all.filter((p) => p.fy).map((p) => p.fy))].sort();
    const top = Math.max(...all.map((p) => p.value), 0);
    return series.map((one) => titled(one.title, Plot.plot({
      width, height: 170, marginLeft: 56, marginTop: 18, marginBottom: 26, style,
      x: {type: "point", domain: years, tickFormat: (y) => `’${String(y).slice(2)}`, label: null},
      y: {domain: [0, top * 1.15 || 1], grid: true, ticks: 4, label: null, tickFormat: (v) => v.toLocaleString("ja")},
      marks: [
        Plot.ruleY([0]),
        Plot.ruleY(one.points.filter((p) => p.kind === 0), {y: "value", stroke: "var(--accent2)", strokeDasharray: "4 3"}),
        Plot.lineY(one.points.filter((p) => p.kind === 1), {x: "fy", y: "value", stroke: "var(--accent)", strokeWidth: 2}),
        Plot.dot(one.points.filter((p) => p.kind && p.fy), {x: "fy", y: "value", fill: "var(--accent)", r: 3, title: (d) => `${d.fy} ${d.raw}`}),
        Plot.dot(one.points.filter((p) => !p.kind && p.fy), {x: "fy", y: "value", stroke: "var(--accent2)", fill: "var(--paper)", r: 4, strokeWidth: 2}),
        Plot.text(one.points.filter((p) => p.kind).slice(-1), {x: "fy", y: "value", text: (d) => d.value.toLocaleString("ja"), dy: -9, fill: "currentColor"}),
      ],
    }), unit));
  }

  return {indicator, gantt, multiples};
})();
