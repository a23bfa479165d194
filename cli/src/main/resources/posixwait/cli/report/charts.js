const QUESTIONS = {
  "call-echild": "What does one call cost that finds no child at all?",
  "call-wnohang": "What does one call cost that finds a child still alive?",
  "call-errno": "What does it cost to keep the errno of a call, and to read it?",
  "call-compiled": "What does one call cost where the code around it is compiled by C2, by C1, by nobody?",
  "call-collector": "What does one call cost under each garbage collector?",
  "call-jdk": "What does one call through JNA cost on each JDK?",
  "first-result": "In a fresh JVM, how long from before the library is opened to its first result?",
  "first-call": "What does the first call of a fresh JVM cost, once the library is open?",
  "reap-zombie": "What does it cost to reap one child that has already ended?",
  "reap-drain": "Many zombies are reaped in one go: what does each of them cost?",
  "reaper-storm": "All watched children die at once: how long until the last status is in hand?",
  "reaper-bystanders": "One child dies among n that live on: how long until its status is in hand?",
  "reaper-drain": "All of n watched children die: how long until all are reaped?",
  "reaper-register": "What does it cost to watch one child more, after as many others?",
  "reaper-heap": "How much heap does one living child hold?",
  "reaper-threads": "How many threads does it take to watch n living children?",
  "reaper-service": "In a storm, how long is it from one status to the next?",
  "reaper-sustained": "Children end without end: how long from when each is due to its status in hand?",
  "reaper-backlog": "Children end without end: how many are due and not reaped yet?",
  "reaper-capacity": "How soon after one another may children end, before whoever reaps them falls behind?",
  "reaper-rss": "How much resident memory does one living child take?",
  "reaper-descriptors": "How many descriptors does one living child take?",
  "reaper-switches": "How often are threads switched in a second in which nothing ends?",
  "waiting-drain": "A thread waits for each child, and all die: how long until the last thread knows?",
  "waiting-further": "While n threads wait, how long until a further one of the kind runs?",
  "waiting-threads": "How many platform threads are taken while n threads wait?",
  "waiting-rss": "How much resident memory does one thread take that waits?",
  "waiting-heap": "How much heap does one thread take that waits?",
  "reaper-allocation": "How much heap does one reap allocate beyond the fate it tells?",
  "creating-pid": "A child is made: how long until its maker has the pid?",
  "creating-runs": "A child is made: how long until its program runs?",
};
const FONT = getComputedStyle(document.body).fontFamily;
const drawn = [];
let noiseFloor = {};

const asked = (question, results) => QUESTIONS[question] || results[0].title || question;

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
  noiseFloor = bench.noiseFloor || {};
  const questions = new Map();
  for (const result of bench.results) {
    if (!questions.has(result.question)) {
      questions.set(result.question, []);
    }
    questions.get(result.question).push(result);
  }
  const first = questions.has("reaper-storm") ? "reaper-storm" : undefined;
  if (!first) {
    byId("storm").append(el("p", { class: "empty" }, "No storm was measured."));
  }
  if (first) {
    byId("storm").append(figure(first, questions.get(first)));
    drawn.forEach((plot) => (plot.first = true));
    questions.delete(first);
  }
  for (const [question, results] of questions) {
    byId("charts").append(figure(question, results));
  }
  const notes = [data.benchMissing && "Not measured: " + data.benchMissing, ...(bench.notes || [])].filter(Boolean);
  if (notes.length) {
    byId("notes").append(el("h3", {}, "Targets, and what was left out"), el("ul", { class: "notes" }, notes.map((note) => el("li", {}, note))));
  }
}

/** Draws the plots one after the other, those on the first screen at once; then says that it is done. */
function drawPlots(done) {
  const waiting = [...drawn];
  const draw = () => {
    waiting.shift().draw();
    next();
  };
  const next = () => (waiting.length ? setTimeout(draw) : done());
  while (waiting.length && waiting[0].first) {
    waiting.shift().draw();
  }
  next();
}

/** A question in words, its plots, and the table behind them. */
function figure(question, results) {
  const storm = unitOf(results) === "ns" && results.some((result) => "p99" in result.percentiles) && alongOf(results) !== undefined;
  const along = storm ? alongOf(results) : varied(results);
  const panels = panelsOf(results, along);
  const title = asked(question, results);
  const grid = el("div", { class: "panels" });
  const sizes = storm ? sizeChoice(results, question, along) : null;
  for (const [name, members] of panels) {
    const heading = panels.size > 1 ? name : "";
    const option = storm ? (width) => stormOption(members, width) : along ? (width) => groupedOption(members, along, width) : (width) => barOption(members, width);
    grid.append(panel(storm ? [heading, along === "n" ? "by number of children" : "by ends in a second"] : [heading], spoken(title, name, members), option));
    if (storm) {
      grid.append(curve(title, name, heading, members, sizes, along));
    }
  }
  return el(
    "figure",
    { "data-question": question, class: along || panels.size > 1 ? "wide" : "" },
    el("figcaption", {}, el("strong", {}, title), el("span", {}, reading(results, storm, along, panels))),
    sizes ? sizes.control : null,
    grid,
    el("details", {}, el("summary", {}, "The figures"), table(results, title))
  );
}

function panel(words, spokenWords, option) {
  const plot = el("div", { class: "plot", role: "img", "aria-label": spokenWords });
  const heading = words.filter(Boolean).join(", ");
  plan(plot, option);
  return el("div", {}, heading ? el("p", { class: "panel-title" }, heading) : null, plot);
}

/** Which storm the percentile curves show: the largest, until another is chosen. */
function sizeChoice(results, question, along) {
  const sizes = [...new Set(results.map((result) => String(result.params[along])))].sort((a, b) => b - a);
  const select = el("select", { id: "size-" + question }, sizes.map((size) => el("option", { value: size }, category(along, size))));
  const changed = [];
  select.addEventListener("change", () => changed.forEach((redraw) => redraw()));
  const control = sizes.length > 1 ? el("p", { class: "control" }, el("label", { for: select.id }, "Percentile curves of "), select) : null;
  return { control, changed, size: () => select.value };
}

/** The percentile curves of one panel: of the chosen storm, or where that was not measured of its own largest. */
function curve(title, name, heading, members, sizes, along) {
  const measured = [...new Set(members.map((result) => String(result.params[along])))].sort((a, b) => b - a);
  const size = () => (measured.includes(sizes.size()) ? sizes.size() : measured[0]);
  const words = () => [heading, "percentiles, " + category(along, size())].filter(Boolean).join(", ");
  const heard = () => spoken(title, name, members.filter((result) => String(result.params[along]) === size()));
  const made = panel([words()], heard(), (width) => curveOption(members, size(), width));
  const plot = drawn[drawn.length - 1];
  sizes.changed.push(() => {
    made.firstChild.textContent = words();
    made.lastChild.setAttribute("aria-label", heard());
    plot.draw();
  });
  return made;
}

/** How far ratios of a question are off by noise, if that was measured. */
const noiseWords = (question) => (question in noiseFloor ? "Noise: two equal series of this session differed by " + digits(100 * noiseFloor[question]) + "%." : "");

/** How to read a figure. */
function reading(results, storm, along, panels) {
  const only = panels.size === 1 ? [...panels.keys()][0] : "";
  const floor = results.some((result) => result.subject === FLOOR);
  const log = !storm && along && [...panels.values()].some(farApart);
  return [
    "Unit: " + (unitOf(results) === "ns" ? "time" : unitOf(results)) + (storm || log ? ", on a logarithmic scale." : "."),
    storm ? "Bar: p50 to p99; mark: p99; whisker: maximum. Curves begin at p50; each nine has as much room as the last." : results.some((result) => result.error) ? "Whiskers: the error." : "",
    floor ? "Dashed: C, the floor." : "C has no such figure, hence no floor.",
    noiseWords(results[0].question),
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
      this.chart.resize();
      this.chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option(place.clientWidth) }, true);
    },
  });
}

function table(results, title) {
  const params = [...new Set(results.flatMap((result) => Object.keys(result.params)))];
  const percentiles = [...new Set(results.flatMap((result) => Object.keys(result.percentiles)))];
  const allocates = results.some((result) => result.bytesPerOp != null);
  const head = ["Subject", ...params, "Value", "± Error", ...percentiles, "× C", ...(allocates ? ["Bytes/op"] : [])];
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": "The figures: " + title, tabindex: "0" },
    el(
      "table",
      { class: "figures" },
      el("caption", { class: "spoken" }, title),
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
