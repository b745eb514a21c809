// What a mark of a figure stands for, beside the pointer. The table after the figure has it for all.
const note = document.createElement("div");
note.className = "readout";
note.hidden = true;
note.setAttribute("aria-hidden", "true");
document.body.append(note);
const UNITS = [[3600, "h"], [60, "min"], [1, "s"], [1e-3, "ms"], [1e-6, "µs"], [1e-9, "ns"]];
const short = (value) => {
  const rounded = Number(value.toPrecision(2));
  const [whole, part] = String(Math.abs(rounded) < 1e-6 ? rounded.toFixed(9) : rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return part ? `${grouped}.${part}` : grouped;
};
const told = ({ ends: [low, high], ticks, log, one }, share) => {
  const value = log ? low * (high / low) ** share : low + share * (high - low);
  if (ticks) return ticks[Math.round(value)] ?? "";
  const factor = parseFloat(one);
  const unit = one.replace(/^[\d.]+/, "");
  if (unit.trim() !== "s") return short(value * factor) + unit;
  const [size, name] = UNITS.find(([size]) => value >= 0.995 * size) ?? UNITS.at(-1);
  return `${short(value / size)}\u202f${name}`;
};
const colour = (mark) => {
  const { fill, stroke } = getComputedStyle(mark);
  return fill === "none" ? stroke : fill;
};
const marks = (svg, names) =>
  [...svg.querySelectorAll("use")]
    .map((mark) => ({ x: +mark.getAttribute("x"), y: +mark.getAttribute("y"), name: names[colour(mark)] }))
    .filter(({ name }) => name);
for (const svg of document.querySelectorAll("svg[data-read]")) {
  let known;
  const nearest = (event) => {
    const { names, panels } = JSON.parse(svg.dataset.read);
    known ??= marks(svg, names);
    const matrix = svg.getScreenCTM();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const far = ({ x, y }) => Math.hypot(x - at.x, y - at.y) * matrix.a;
    const mark = known.reduce((best, each) => (far(each) < far(best) ? each : best), { x: Infinity, y: 0 });
    if (!(far(mark) < 16)) return "";
    const inside = ({ box: [left, top, right, bottom] }) =>
      mark.x > left - 1 && mark.x < right + 1 && mark.y > top - 1 && mark.y < bottom + 1;
    const panel = panels.find(inside);
    if (!panel) return "";
    const [left, top, right, bottom] = panel.box;
    const x = told(panel.x, (mark.x - left) / (right - left));
    const y = told(panel.y, (bottom - mark.y) / (bottom - top));
    const [value, place] = panel.y.ticks ? [x, y] : [y, x];
    return `${mark.name === place ? "" : `${mark.name}, `}${place}: ${value}`;
  };
  svg.addEventListener("pointermove", (event) => {
    note.textContent = nearest(event);
    note.hidden = !note.textContent;
    const room = document.documentElement.clientWidth - note.offsetWidth - 8;
    note.style.left = `${Math.max(4, Math.min(event.clientX + 12, room))}px`;
    note.style.top = `${event.clientY + 16}px`;
  });
  svg.addEventListener("pointerleave", () => (note.hidden = true));
}
