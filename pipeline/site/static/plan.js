// A plan's page: charts and schedules are drawn when their initiative is opened.
"use strict";

(() => {
  const {data, plot, charts} = keikaku;
  const plan = document.getElementById("plan");
  const drawn = new WeakSet();

  async function draw(part) {
    if (drawn.has(part)) return;
    drawn.add(part);
    const [Plot, {series, bars, span}] = await Promise.all([plot(), data(`plan-${plan.dataset.slug}`)]);
    for (const place of part.querySelectorAll(".charts")) {
      const wide = Math.min(370, place.clientWidth || 370);
      for (const id of place.dataset.for.split(" ").filter((id) => series[id])) {
        const row = part.querySelector(`tr[data-indicator="${CSS.escape(id)}"] th`);
        const title = row.querySelector("button")?.textContent ?? row.firstChild.textContent;
        place.append(charts.indicator(Plot, title, series[id], wide));
      }
      if (place.childElementCount) {
        const named = place.closest("details")?.querySelector(".name")?.textContent ?? document.querySelector("h1").textContent;
        const file = `${plan.dataset.slug}-${place.closest("details")?.querySelector(".code")?.textContent || "plan"}`;
        place.before(charts.legend());
        place.after(charts.saving(file, named, () => [...place.querySelectorAll("figure")]));
      }
    }
    for (const place of part.querySelectorAll(".gantt")) {
      const found = bars[place.dataset.for];
      if (!found) continue;
      place.append(charts.gantt(Plot, found, span, Math.max(300, Math.min(860, place.clientWidth))));
      const list = keikaku.make("ul", {class: "milestones"});
      for (const [, label, start, end, at] of found) {
        const years = start === end ? `${start}` : `${start}–${end}`;
        list.append(keikaku.make("li", {}, `${years} `, keikaku.figure(keikaku.closed(label) || "→", at)));
      }
      const named = place.closest("details").querySelector(".name").textContent;
      place.append(charts.saving(`${plan.dataset.slug}-${place.closest("details").querySelector(".code").textContent}-schedule`, named, () => [...place.querySelectorAll("figure")]), list);
    }
  }

  const cards = [...plan.querySelectorAll("details.card")];
  for (const card of cards) card.addEventListener("toggle", () => card.open && draw(card));
  for (const place of plan.querySelectorAll(".charts")) if (!place.closest("details") && place.dataset.for.trim()) draw(place.parentElement);

  const set = (open) => () => cards.forEach((card) => { card.open = open; });
  document.getElementById("open-all").addEventListener("click", set(true));
  document.getElementById("close-all").addEventListener("click", set(false));
  const reveal = () => {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card?.matches("details.card")) { card.open = true; card.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
