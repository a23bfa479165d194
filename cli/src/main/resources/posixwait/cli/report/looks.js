const FLOOR = "c";
const SUBJECTS = [
  FLOOR,
  "ffm",
  "jna-direct",
  "jna-interface",
  "java.lang.Process",
  "java.lang.Process(pipes)",
  "NuProcess",
  "sweep",
  "waitpid(-1)",
  "waitpid(pid)",
  "SIGCHLD",
  "waitpid(pid) in threads",
  "waitpid(pid) in virtual threads",
  "Registration.await in threads",
  "Registration.await in virtual threads",
  "Process.waitFor in threads",
  "Process.waitFor in virtual threads",
  "jnr-posix",
];
const SYMBOLS = ["circle", "diamond", "triangle", "arrow", "pin", "roundRect"];
const subjectName = (subject) => (subject === FLOOR ? "C (the floor)" : subject);

/** Ways of one subject, such as c(fork), are its family: they stand together, and have its colour. */
const family = (subject) => (SUBJECTS.includes(subject) ? subject : subject.replace(/\(.*\)$/, ""));

/** Subjects in an order, a colour and a symbol that are the same in every chart. */
function subjectsOf(results) {
  const all = [...new Set(results.map((result) => result.subject))];
  const rank = (subject) => (SUBJECTS.includes(family(subject)) ? SUBJECTS.indexOf(family(subject)) : SUBJECTS.length);
  return all.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function look(subject) {
  if (subject === FLOOR) {
    return { color: css("--floor"), symbol: "rect" };
  }
  const known = SUBJECTS.indexOf(family(subject));
  const index = known < 0 ? SUBJECTS.length : known;
  const way = family(subject) === subject ? 0 : wayOf(subject);
  return { color: css(index === 0 ? "--floor" : "--s" + index), symbol: SYMBOLS[(index + SYMBOLS.length - 1 + way) % SYMBOLS.length] };
}

/** Numbers the ways in the order in which they are first looked at, so that each has a symbol of its own. */
const ways = [];
function wayOf(subject) {
  if (!ways.includes(subject)) {
    ways.push(subject);
  }
  return ways.indexOf(subject) + 1;
}

const time = (result, value) => (result.unit in NANOS ? value * NANOS[result.unit] : value);
const unitOf = (results) => (results[0].unit in NANOS ? "ns" : results[0].unit);

/** The lines that a legend takes in a chart of this width, by the length of its names. */
function legendLines(names, width) {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const wide = 40 + 6.6 * name.length;
    if (used + wide > width && used > 0) {
      lines++;
      used = 0;
    }
    used += wide;
  }
  return lines;
}

/** What all charts have in common: the legend above, the unit at the axis, the colours of the page. */
function axes(along, unit, names, width) {
  const text = { color: css("--soft"), fontSize: 12 };
  const line = { lineStyle: { color: css("--line") } };
  return {
    grid: { left: 8, right: 20, top: 24 + 20 * legendLines(names, width), bottom: 10, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: 14, textStyle: { ...text, color: css("--ink") } },
    tooltip: { confine: true, backgroundColor: css("--card"), borderColor: css("--line"), textStyle: { color: css("--ink"), fontSize: 12 } },
    xAxis: { type: "category", data: along, axisLabel: { ...text, interval: 0, hideOverlap: true }, axisLine: line, axisTick: { show: false } },
    yAxis: {
      type: "value",
      name: unit === "ns" ? "" : unit,
      nameTextStyle: { ...text, align: "right" },
      axisLabel: { ...text, formatter: (value) => onAxis(value, unit) },
      splitLine: { lineStyle: { color: css("--line") } },
      minorSplitLine: { show: false },
    },
  };
}

/** A logarithmic axis that ends, and is marked, at round figures: powers of ten, over few of them 2 and 5 in between as well. */
function logarithmic(axis, values) {
  const positive = values.filter((value) => value > 0);
  const [least, most] = positive.length ? [Math.min(...positive), Math.max(...positive)] : [1, 1];
  const first = Math.floor(Math.log10(least));
  const powers = Array.from({ length: Math.ceil(Math.log10(most)) - first + 2 }, (_, index) => first + index);
  const steps = Math.log10(most / least) > 2.5 ? [1] : [1, 2, 5];
  const round = powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`)));
  const min = Math.max(...round.filter((value) => value <= least));
  const max = Math.min(...round.filter((value) => value > most));
  const customValues = round.filter((value) => value >= min && value <= max);
  return { ...axis, type: "log", min, max, axisTick: { customValues }, axisLabel: { ...axis.axisLabel, customValues } };
}

/** A figure at an axis: no more digits than it has. */
function onAxis(value, unit) {
  const words = unit === "ns" ? quantity(value, "ns") : digits(value);
  return words.replace(/\.(\d*?)0+(?= |$)/, (all, kept) => (kept ? "." + kept : ""));
}

/** Whether the figures are so far apart that the small ones would not be seen on a linear scale. */
function farApart(results) {
  const values = results.map((result) => result.value).filter((value) => value > 0);
  return values.length === results.length && Math.max(...values) > 50 * Math.min(...values);
}

function category(name, value) {
  if (name === "n") {
    return Number(value).toLocaleString("en") + " children";
  }
  if (name === "rate") {
    return Number(value).toLocaleString("en") + " a second";
  }
  return Number.isNaN(Number(value)) ? String(value) : name + " = " + value;
}

/** Categories in words; numbers alone where there is no room for the words. */
const categories = (name, values, width) => values.map((value) => (["n", "rate"].includes(name) && width < 130 * values.length + 80 ? Number(value).toLocaleString("en") : category(name, value)));

/** Where a subject stands in its group: the middle of the group, its own middle, half its width. */
function place(api, position, count) {
  const band = api.size([1, 0])[0];
  const step = Math.min(34, (band * 0.8) / count);
  const middle = api.coord([api.value(0), api.value(1)])[0];
  return { middle, reach: band * 0.45, x: middle + (position - (count - 1) / 2) * step, half: Math.min(11, step / 2.6) };
}

const stroke = (color, x1, y1, x2, y2, more) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 1.5, ...more } });

const floorLine = (color, { middle, reach }, y) => stroke(color, middle - reach, y, middle + reach, y, { lineDash: [5, 4], lineWidth: 1 });

function mark(symbol, x, y, fill) {
  const size = 4.5;
  if (symbol === "circle") {
    return { type: "circle", shape: { cx: x, cy: y, r: size }, style: { fill } };
  }
  const corners = {
    diamond: [[0, -6], [6, 0], [0, 6], [-6, 0]],
    triangle: [[0, -6], [6, 5], [-6, 5]],
    arrow: [[0, -6], [6, 6], [0, 2], [-6, 6]],
    pin: [[0, 6], [6, -5], [-6, -5]],
    rect: [[-6, -2.5], [6, -2.5], [6, 2.5], [-6, 2.5]],
  }[symbol] || [[-size, -size], [size, -size], [size, size], [-size, size]];
  return { type: "polygon", shape: { points: corners.map(([dx, dy]) => [x + dx, y + dy]) }, style: { fill } };
}

const floorWords = (result) => (result.ratioToFloor ? digits(result.ratioToFloor) + " × C" : "");

/** A tooltip as an element, since its text is data. */
const tip = (lines) => el("div", {}, lines.filter(Boolean).map((line, index) => el("div", index ? {} : { class: "tip-head" }, line)));
