"use strict";
// Only comfort: everything on the page is there without this.
const root = document.documentElement;
const toggle = document.getElementById("theme");
toggle.hidden = false;
toggle.addEventListener("click", () => {
  const dark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.theme = dark ? "light" : "dark";
});
const key = (row, column) => {
  const { dataset, textContent } = row.cells[column];
  return dataset.s === undefined ? textContent : Number(dataset.s || textContent.replace(/\s/g, ""));
};
const compare = (a, b) =>
  typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;
for (const header of document.querySelectorAll("table.sortable thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...header.childNodes);
  header.append(button);
  button.addEventListener("click", () => {
    const table = header.closest("table");
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const column = header.cellIndex;
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(key(a, column), key(b, column)) * (up ? 1 : -1));
    table.tBodies[0].append(...rows);
  });
}
const offered = (select, rows) => {
  const column = Number(select.dataset.column);
  const values = new Set(rows.map((row) => row.cells[column].textContent));
  select.append(...["", ...values].map((value) => new Option(value || "all", value)));
};
// What is chosen stands in the address, so that a link leads to the same rows.
const chosen = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
for (const table of document.querySelectorAll("table[data-filters]")) {
  const rows = [...table.tBodies[0].rows];
  const bar = document.createElement("p");
  bar.className = "filters";
  const selects = [...table.tHead.rows[0].cells].slice(0, table.dataset.filters).map((header, at) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.dataset.column = at;
    offered(select, rows);
    label.append(`${header.textContent} `, select);
    bar.append(label, " ");
    return select;
  });
  const name = table.dataset.name;
  const show = () => {
    for (const row of rows)
      row.hidden = selects.some((one, at) => one.value && row.cells[at].textContent !== one.value);
  };
  bar.addEventListener("change", () => {
    show();
    const values = selects.map((one) => one.value);
    chosen.set(name, values.join("~"));
    if (!values.some(Boolean)) chosen.delete(name);
    history.replaceState(null, "", `#${chosen}`.replaceAll("=&", "&"));
  });
  table.parentElement.before(bar);
  if (chosen.has(name)) {
    chosen.get(name).split("~").forEach((value, at) => {
      const known = selects[at] && [...selects[at].options].some((option) => option.value === value);
      if (known) selects[at].value = value;
    });
    show();
    const fold = table.closest("details");
    fold.open = true;
    fold.scrollIntoView();
  }
}
// `#compile&mine=deep` leads to a place with a choice made: a link for a lesson.
const place = [...chosen.keys()].map((id) => document.getElementById(id)).find(Boolean);
if (place) place.scrollIntoView();
const save = (name, type, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};
const quoted = (cell) => `"${(cell.dataset.s || cell.textContent).trim().replaceAll('"', '""')}"`;
const csv = (table) =>
  [...table.rows].map((row) => [...row.cells].map(quoted).join(",")).join("\r\n");
const drawn = (svg) => {
  const copy = svg.cloneNode(true);
  copy.setAttribute("color", getComputedStyle(svg).color);
  return new XMLSerializer().serializeToString(copy);
};
for (const figure of document.querySelectorAll("figure")) {
  const name = figure.getAttribute("aria-labelledby");
  const table = figure.nextElementSibling.querySelector("table");
  const bar = document.createElement("p");
  bar.className = "label save";
  const files = [
    ["SVG", () => save(`${name}.svg`, "image/svg+xml", drawn(figure.querySelector("svg")))],
    ["CSV", () => save(`${name}.csv`, "text/csv", csv(table))],
  ];
  for (const [kind, work] of files) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind;
    button.setAttribute("aria-label", `Save ${name} as ${kind}`);
    button.addEventListener("click", work);
    bar.append(button, " ");
  }
  figure.nextElementSibling.querySelector("summary").after(bar);
}
