const FLOOR = "c";
const SUBJECTS = [FLOOR, "ffm", "jna-direct", "jna-interface", "java.lang.Process", "sweep", "waitpid(-1)", "NuProcess"];
const SYMBOLS = ["rect", "circle", "diamond", "triangle", "roundRect", "pin"];
const QUESTIONS = {
  "call-echild": "What does one call cost that finds no child at all?",
  "call-wnohang": "What does one call cost that finds a child still alive?",
  "reap-zombie": "What does it cost to reap one child that has already ended?",
  "fork-storm": "All children die at once: how long until each status is in hand?",
  "storm-drain": "What does each child add until a whole storm is reaped?",
};
const drawn = [];

const asked = (question, results) => QUESTIONS[question] || results[0].title || question;

const subjectName = (subject) => (subject === FLOOR ? "C (the floor)" : subject);

/** Subjects in an order, a colour and a symbol that are the same in every chart. */
function subjectsOf(results) {
  const all = [...new Set(results.map((result) => result.subject))];
  const rank = (subject) => (SUBJECTS.includes(subject) ? SUBJECTS.indexOf(subject) : SUBJECTS.length);
  return all.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function look(subject) {
  if (subject === FLOOR) {
    return { color: css("--floor"), symbol: "rect" };
  }
  const index = SUBJECTS.includes(subject) ? SUBJECTS.indexOf(subject) : SUBJECTS.length;
  return { color: css("--s" + Math.min(index, 6)), symbol: SYMBOLS[index % SYMBOLS.length] };
}

const time = (result, value) => (result.unit in NANOS ? value * NANOS[result.unit] : value);
const unitOf = (results) => (results[0].unit in NANOS ? "ns" : results[0].unit);

/** Puts what cannot be drawn on one chart on several: everything that varies but the given parameter. */
function panelsOf(results, along) {
  const panels = new Map();
  for (const result of results) {
    const rest = Object.fromEntries(Object.entries(result.params).filter(([name]) => name !== along));
    const key = inWords(rest);
    if (!panels.has(key)) {
      panels.set(key, []);
    }
    panels.get(key).push(result);
  }
  return panels;
}

function drawCharts(data) {
  const bench = data.bench;
  if (!bench || !bench.results.length) {
    byId("storm").append(el("p", { class: "empty" }, "Nothing was measured" + (data.benchMissing ? ": " + data.benchMissing : ".")));
    byId("benchmarks").hidden = true;
    return;
  }
  const questions = new Map();
  for (const result of bench.results) {
    if (!questions.has(result.question)) {
      questions.set(result.question, []);
    }
    questions.get(result.question).push(result);
  }
  for (const [question, results] of questions) {
    (question === "fork-storm" ? byId("storm") : byId("charts")).append(figure(question, results));
  }
  const notes = [data.benchMissing && "Not measured: " + data.benchMissing, ...(bench.notes || [])].filter(Boolean);
  if (notes.length) {
    byId("notes").append(el("ul", { class: "notes" }, notes.map((note) => el("li", {}, note))));
  }
  drawn.forEach((plot) => plot.draw());
}

/** A question in words, its plots, and the table behind them. */
function figure(question, results) {
  const storm = results.some((result) => "p99" in result.percentiles && "n" in result.params);
  const along = storm ? "n" : varied(results);
  const panels = panelsOf(results, along);
  const title = asked(question, results);
  const made = el(
    "figure",
    { "data-question": question, class: along || panels.size > 1 ? "wide" : "" },
    el("figcaption", {}, el("strong", {}, title), el("span", {}, reading(results, storm, panels)))
  );
  const grid = el("div", { class: "panels" });
  for (const [name, members] of panels) {
    const plot = el("div", { class: "plot", role: "img", "aria-label": spoken(title, name, members) });
    grid.append(el("div", {}, panels.size > 1 ? el("p", { class: "panel-title" }, name) : null, plot));
    plan(plot, () => (storm ? stormOption(members) : along ? groupedOption(members, along) : barOption(members)));
  }
  made.append(grid, el("details", {}, el("summary", {}, "The figures"), table(results)));
  return made;
}

/** How to read a figure. */
function reading(results, storm, panels) {
  const only = panels.size === 1 ? [...panels.keys()][0] : "";
  return [
    storm ? "Bar: p50 to p99; mark: p99; whisker: maximum; logarithmic scale." : "Whiskers: the error.",
    storm ? "Dashed: the p99 of C, the floor." : "Dashed: C, the floor.",
    "Less is better.",
    only ? only + "." : "",
    "Java " + [...new Set(results.map((result) => result.jdk))].join(", ") + ".",
  ].filter(Boolean).join(" ");
}

/** The parameter with the most values, if one has several. */
function varied(results) {
  const values = {};
  for (const result of results) {
    for (const [name, value] of Object.entries(result.params)) {
      (values[name] ??= new Set()).add(value);
    }
  }
  const several = Object.entries(values).filter(([, set]) => set.size > 1).sort((a, b) => b[1].size - a[1].size);
  return several.length ? several[0][0] : null;
}

/** What a chart shows, for those who hear it. */
function spoken(title, panel, results) {
  const figures = results.map((result) => subjectName(result.subject) + " " + inWords(result.params) + " " + quantity(result.percentiles.p99 ?? result.value, result.unit));
  return title + (panel ? " (" + panel + ")" : "") + ": " + figures.join("; ");
}

function plan(place, option) {
  drawn.push({
    draw() {
      this.chart ??= echarts.init(place, null, { renderer: "svg" });
      this.chart.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option() }, true);
      this.chart.resize();
    },
  });
}

function axes(categories, unit, type) {
  const text = { color: css("--soft"), fontSize: 12 };
  const line = { lineStyle: { color: css("--line") } };
  return {
    grid: { left: 8, right: 16, top: 40, bottom: 10, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: 16, textStyle: { ...text, color: css("--ink") } },
    tooltip: { confine: true, backgroundColor: css("--card"), borderColor: css("--line"), textStyle: { color: css("--ink"), fontSize: 12 } },
    xAxis: { type: "category", data: categories, axisLabel: { ...text, interval: 0 }, axisLine: line, axisTick: { show: false } },
    yAxis: {
      type,
      axisLabel: { ...text, formatter: (value) => (unit === "ns" ? quantity(value, "ns").replace(/\.0+ | (?=.)/, " ").replace(/\.00? /, " ") : digits(value)) },
      splitLine: { lineStyle: { color: css("--line") } },
      minorSplitLine: { show: false },
    },
  };
}

/** Storms: for each number of children and each subject, the range from the median to the maximum. */
function stormOption(results) {
  const sizes = [...new Set(results.map((result) => Number(result.params.n)))].sort((a, b) => a - b);
  const subjects = subjectsOf(results);
  const series = subjects.map((subject, position) => {
    const own = results.filter((result) => result.subject === subject);
    const { color, symbol } = look(subject);
    return {
      name: subjectName(subject),
      type: "custom",
      itemStyle: { color },
      encode: { x: 0, y: [1, 2, 3] },
      data: own.map((result) => {
        const { p50, p99, max } = result.percentiles;
        return { value: [sizes.indexOf(Number(result.params.n)), time(result, p50), time(result, p99), time(result, max)], result };
      }),
      tooltip: { formatter: (point) => stormTip(point.data.result) },
      renderItem: (params, api) => range(api, { color, symbol, position, count: subjects.length, floor: subject === FLOOR }),
    };
  });
  const option = axes(sizes.map((size) => category("n", size)), unitOf(results), "log");
  return { ...option, series };
}

const category = (name, value) => (name === "n" ? Number(value).toLocaleString("en") + " children" : String(value));

/** Where a subject stands in its group: the middle of the group, its own middle, half its width. */
function place(api, position, count) {
  const band = api.size([1, 0])[0];
  const step = Math.min(34, (band * 0.8) / count);
  const middle = api.coord([api.value(0), api.value(1)])[0];
  return { middle, reach: band * 0.45, x: middle + (position - (count - 1) / 2) * step, half: Math.min(11, step / 2.6) };
}

const stroke = (color, x1, y1, x2, y2, more) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 1.5, ...more } });

const floorLine = (color, { middle, reach }, y) => stroke(color, middle - reach, y, middle + reach, y, { lineDash: [5, 4], lineWidth: 1 });

/** One range: whisker to the maximum, bar from the median to p99, a mark at p99; for the floor a dashed line as well. */
function range(api, { color, symbol, position, count, floor }) {
  const at = place(api, position, count);
  const half = Math.min(6, at.half);
  const [p50, p99, max] = [1, 2, 3].map((dimension) => api.coord([api.value(0), api.value(dimension)])[1]);
  const { x } = at;
  const children = [
    stroke(color, x, p99, x, max),
    stroke(color, x - half, max, x + half, max),
    { type: "rect", shape: { x: x - half, y: p99, width: 2 * half, height: Math.max(1, p50 - p99) }, style: { fill: color, opacity: 0.35 } },
    stroke(color, x - half, p50, x + half, p50, { lineWidth: 2 }),
    mark(symbol, x, p99, color),
  ];
  return { type: "group", children: floor ? [floorLine(color, at, p99), ...children] : children };
}

/** One bar of a group, with its error; for the floor a dashed line as well. */
function bar(api, { color, position, count, floor }) {
  const at = place(api, position, count);
  const [zero, value, low, high] = [0, api.value(1), api.value(2), api.value(3)].map((y) => api.coord([api.value(0), y])[1]);
  const { x, half } = at;
  const ink = css("--ink");
  const children = [{ type: "rect", shape: { x: x - half, y: value, width: 2 * half, height: zero - value }, style: { fill: color } }];
  if (low !== high) {
    children.push(stroke(ink, x, low, x, high, { lineWidth: 1 }), stroke(ink, x - 3, high, x + 3, high, { lineWidth: 1 }), stroke(ink, x - 3, low, x + 3, low, { lineWidth: 1 }));
  }
  return { type: "group", children: floor ? [...children, floorLine(color, at, value)] : children };
}

function mark(symbol, x, y, fill) {
  const size = 4.5;
  if (symbol === "circle") {
    return { type: "circle", shape: { cx: x, cy: y, r: size }, style: { fill } };
  }
  const corners = {
    diamond: [[0, -6], [6, 0], [0, 6], [-6, 0]],
    triangle: [[0, -6], [6, 5], [-6, 5]],
    rect: [[-6, -2.5], [6, -2.5], [6, 2.5], [-6, 2.5]],
  }[symbol] || [[-size, -size], [size, -size], [size, size], [-size, size]];
  return { type: "polygon", shape: { points: corners.map(([dx, dy]) => [x + dx, y + dy]) }, style: { fill } };
}

function stormTip(result) {
  const lines = Object.entries(result.percentiles).map(([name, value]) => name + ": " + quantity(value, result.unit));
  return tip([subjectName(result.subject) + ", " + inWords(result.params), ...lines, floorWords(result)]);
}

function barTip(result) {
  return tip([
    subjectName(result.subject) + (inWords(result.params) ? ", " + inWords(result.params) : ""),
    quantity(result.value, result.unit) + (result.error ? " ± " + quantity(result.error, result.unit) : ""),
    floorWords(result),
    result.bytesPerOp == null ? "" : digits(result.bytesPerOp) + " bytes on the heap each",
  ]);
}

const floorWords = (result) => (result.ratioToFloor ? digits(result.ratioToFloor) + " × C" : "");

/** A tooltip as an element, since its text is data. */
const tip = (lines) => el("div", {}, lines.filter(Boolean).map((line, index) => el("div", index ? {} : { class: "tip-head" }, line)));

/** One figure for each subject: horizontal bars, so that names have room. */
function barOption(results) {
  const subjects = subjectsOf(results).reverse();
  const ordered = subjects.map((subject) => results.find((each) => each.subject === subject));
  const option = axes(subjects.map(subjectName), unitOf(results), "value");
  const floor = results.find((result) => result.subject === FLOOR && result.value);
  const series = [
    {
      type: "bar",
      barMaxWidth: 22,
      data: ordered.map((result) => ({ value: time(result, result.value ?? 0), result, itemStyle: { color: look(result.subject).color } })),
      tooltip: { formatter: (point) => barTip(point.data.result) },
      markLine: floor && { silent: true, symbol: "none", label: { show: false }, lineStyle: { type: "dashed", color: css("--floor") }, data: [{ xAxis: time(floor, floor.value) }] },
    },
    {
      type: "custom",
      silent: true,
      tooltip: { show: false },
      encode: { x: [0, 1, 2], y: 3 },
      data: ordered.map((result, row) => [...bounds(result), row]),
      renderItem: (params, api) => errorAndLabel(api, barLabel(ordered[params.dataIndex])),
    },
  ];
  const longest = Math.max(...results.map((result) => bounds(result)[2]));
  const values = { ...option.yAxis, max: longest * 1.45, axisLabel: { ...option.yAxis.axisLabel, showMaxLabel: false } };
  const names = { ...option.xAxis, axisLabel: { ...option.xAxis.axisLabel, color: css("--ink") } };
  return { ...option, legend: { show: false }, grid: { ...option.grid, top: 8, left: 20 }, xAxis: values, yAxis: names, series };
}

/** A figure, and how low and how high it may be; no time is below nothing. */
function bounds(result) {
  const value = time(result, result.value ?? 0);
  const error = time(result, result.error ?? 0);
  return [value, Math.max(0, value - error), value + error];
}

function errorAndLabel(api, label) {
  const [low, high] = [1, 2].map((dimension) => api.coord([api.value(dimension), api.value(3)]));
  const y = high[1];
  const ink = css("--ink");
  const children = [{ type: "text", style: { x: high[0] + 8, y, text: label, fill: ink, fontSize: 12, verticalAlign: "middle" } }];
  if (low[0] !== high[0]) {
    children.push(...[stroke(ink, low[0], y, high[0], y), stroke(ink, low[0], y - 4, low[0], y + 4), stroke(ink, high[0], y - 4, high[0], y + 4)]);
  }
  return { type: "group", children };
}

const barLabel = (result) => quantity(result.value, result.unit) + (result.subject !== FLOOR && result.ratioToFloor ? "   " + floorWords(result) : "");

/** One figure for each subject and value of a parameter: bars in groups. */
function groupedOption(results, along) {
  const values = [...new Set(results.map((result) => result.params[along]))];
  const subjects = subjectsOf(results);
  const option = axes(values.map((value) => category(along, value)), unitOf(results), "value");
  const series = subjects.map((subject, position) => {
    const { color } = look(subject);
    return {
      name: subjectName(subject),
      type: "custom",
      clip: true,
      itemStyle: { color },
      encode: { x: 0, y: [1, 2, 3] },
      data: results
        .filter((result) => result.subject === subject)
        .map((result) => ({ value: [values.indexOf(result.params[along]), ...bounds(result)], result })),
      tooltip: { formatter: (point) => barTip(point.data.result) },
      renderItem: (params, api) => bar(api, { color, position, count: subjects.length, floor: subject === FLOOR }),
    };
  });
  // One whisker out of all proportion must not flatten the bars: it leaves the chart, and stands in the table.
  const top = Math.min(2.5 * Math.max(...results.map((result) => bounds(result)[0])), Math.max(...results.map((result) => bounds(result)[2])));
  return { ...option, yAxis: { ...option.yAxis, min: 0, max: top, axisLabel: { ...option.yAxis.axisLabel, showMaxLabel: false } }, series };
}

function table(results) {
  const params = [...new Set(results.flatMap((result) => Object.keys(result.params)))];
  const percentiles = [...new Set(results.flatMap((result) => Object.keys(result.percentiles)))];
  const allocates = results.some((result) => result.bytesPerOp != null);
  const head = ["Subject", ...params, "Value", "± Error", ...percentiles, "× C", ...(allocates ? ["Bytes/op"] : [])];
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      { class: "figures" },
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
      el(
        "tbody",
        {},
        results.map((result) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, subjectName(result.subject)),
            params.map((name) => el("td", {}, String(result.params[name] ?? ""))),
            el("td", {}, quantity(result.value, result.unit)),
            el("td", {}, quantity(result.error, result.unit)),
            percentiles.map((name) => el("td", {}, quantity(result.percentiles[name], result.unit))),
            el("td", {}, result.ratioToFloor ? digits(result.ratioToFloor) : ""),
            allocates ? el("td", {}, result.bytesPerOp == null ? "" : digits(result.bytesPerOp)) : null
          )
        )
      )
    )
  );
}
