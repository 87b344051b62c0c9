// The changes of each plan, loaded when its part is opened: what, before, after, each a key away from its page.
"use strict";

(() => {
  const {data, make, figure, both, paged} = keikaku;
  const ROWS = 200;
  const all = document.getElementById("changes");

  const side = (tag, text, at) => make("td", {}, ...(text ? [make(tag, {}, figure(text, at))] : []));

  function line([, name, year, kind, before, from, after, at]) {
    return make("tr", {}, make("td", {}, ...both(...kind)), make("th", {scope: "row"}, name, " ", make("small", {}, year ? `${year}年度` : "")), side("del", before, from), side("ins", after, at));
  }

  async function fill(part) {
    if (part.dataset.ready) return;
    part.dataset.ready = "1";
    const rows = await data(`changes-${part.dataset.slug}`);
    const heads = [["種類", "Kind"], ["対象", "What"], ["前", "Before"], ["後", "After"]].map((text) => make("th", {scope: "col"}, ...both(...text)));
    const body = make("tbody", {});
    const more = paged(body, rows, ROWS, line);
    const table = make("table", {class: "changes"}, make("thead", {}, make("tr", {}, ...heads)), body);
    part.querySelector(".body").append(make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "変更 Changes"}, table), more);
    part.dataset.filled = "1";
  }

  for (const part of all.querySelectorAll("details")) {
    if (part.open) fill(part);
    part.addEventListener("toggle", () => part.open && fill(part));
  }
})();
