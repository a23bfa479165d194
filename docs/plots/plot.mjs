// Draws docs/plots/QUESTION.svg for every question in docs/measured/*.json, which 'posixwait bench --full --json FILE' wrote.
// Each point is a ratio to the C program of the same run, with its interval of 95 %; where there is none to compare with, and
// where a multiple would say nothing, the figure itself. A hollow point or bar is not resolved: its interval ends at more than three
// times where it begins.
//
//   npm ci && npm run plot
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";

const here = new URL(".", import.meta.url);
const COLORS = {
  c: "#5b5b5b",
  "c(pipes)": "#adb5bd",
  ffm: "#0b7285",
  "ffm(pipes)": "#66a9b8",
  "jna-direct": "#d9480f",
  sweep: "#5f3dc4",
  "waitpid(-1)": "#a61e4d",
  "java.lang.Process": "#2b8a3e",
  "java.lang.Process(pipes)": "#74b816",
  NuProcess: "#b08900",
  "jna-interface": "#e8590c",
  "jnr-posix": "#862e9c",
};
const OTHERS = ["#0072b2", "#e69f00", "#cc79a7", "#009e73", "#56b4e9", "#8c564b", "#7a5195", "#003f5c", "#bc5090", "#17becf", "#bcbd22", "#e7298a", "#495057", "#1b9e77", "#b15928"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow"];
const DASHES = ["solid", "dashed", "dotted"];
const SUBJECTS = Object.keys(COLORS);
const NAMES = { c: "C", "c(pipes)": "C with pipes", "ffm(pipes)": "Reaper with pipes", ffm: "Reaper on ffm", "jna-direct": "Reaper on jna", sweep: "Reaper without pidfds" };

/** Every question that was measured, with the file that has it. */
const questions = new Map();
for (const name of readdirSync(new URL("../measured", here)).sort()) {
  const file = JSON.parse(readFileSync(new URL(`../measured/${name}`, here)));
  for (const question of new Set(file.results.map((result) => result.question))) {
    if (questions.has(question)) {
      throw new Error(`${question} is in two of the files of docs/measured; which one counts would be chance`);
    }
    questions.set(question, file);
  }
}
const title = (text, file) => ({
  text,
  subtext: `Linux ${file.host.kernel}, ${file.host.cpu.available} cores, Java ${file.host.jvm.version}; one run`,
  left: 8,
  top: 4,
  textStyle: { fontSize: 15 },
});
const of = (file, question) => file.results.filter((result) => result.question === question);
const subjectsIn = (results) => SUBJECTS.filter((subject) => results.some((result) => result.subject === subject));

function draw(name, option, height = 455) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 780, height });
  chart.setOption({ backgroundColor: "#ffffff", animation: false, ...option });
  // It numbers its classes through all charts: a plot is to change with its figures only.
  const classes = [];
  const numbered = chart.renderToSVGString().replace(/zr\d+-cls-\d+/g, (name) => {
    if (!classes.includes(name)) {
      classes.push(name);
    }
    return `zr0-cls-${classes.indexOf(name)}`;
  });
  writeFileSync(new URL(`${name}.svg`, here), numbered + "\n");
  chart.dispose();
}

const axes = (x, y, categories) => ({
  grid: { left: 70, right: 30, top: 125, bottom: 55 },
  legend: { top: 54, left: 8, itemGap: 20, textStyle: { fontSize: 12 } },
  xAxis: { type: "category", name: x, nameLocation: "middle", nameGap: 32, data: categories },
  yAxis: { type: "log", name: y, nameLocation: "middle", nameGap: 45, axisLabel: { formatter: times } },
});
const FLOOR = {
  silent: true,
  symbol: "none",
  lineStyle: { color: "#333", type: "dashed" },
  label: { formatter: "C" },
  data: [{ yAxis: 1 }],
};
/** Three digits that count, however small it is. */
const number = (value) => Number(value.toPrecision(value >= 10 && value < 1000 ? 2 : 3)).toLocaleString("en", { maximumSignificantDigits: 3 });
function times(value) {
  return `${number(value)}×`;
}

/** What is as much for any program: a multiple of what C has would say nothing. */
const AS_IT_IS = /-(rss|heap|threads|descriptors|switches)$|^first-result$/;
const UNRESOLVED = 3;
const interval = (ratio) => (ratio && ratio.low !== null && ratio.low !== undefined ? [ratio.low, ratio.high] : null);
const isResolved = (ratio) => !interval(ratio) || (ratio.low > 0 && ratio.high <= UNRESOLVED * ratio.low);

/** A point, or a bar, that is hollow where it is not resolved. */
const point = (value, ratio, color) =>
  value === null || isResolved(ratio) ? value : { value, itemStyle: { color: "#ffffff", borderColor: color, borderWidth: 1.5 } };

/**
 * The intervals of a series, drawn over it.
 *
 * @param bars how many bars stand at each value, which of them it is, and whether it bears its number; null for lines
 */
function whiskers(series, intervals, bars) {
  const data = intervals.flatMap((each, index) => (each ? [[index, Math.max(each[0], Number.MIN_VALUE), each[1]]] : []));
  return {
    name: series.name,
    type: "custom",
    silent: true,
    clip: true,
    z: 5,
    xAxisIndex: series.xAxisIndex ?? 0,
    yAxisIndex: series.yAxisIndex ?? 0,
    color: series.color,
    encode: { x: 0, y: [1, 2] },
    data,
    renderItem(params, api) {
      const offset = bars ? api.barLayout({ barGap: "10%", barCategoryGap: "20%", count: bars.count })[bars.index].offsetCenter : 0;
      const [x, high] = api.coord([api.value(0), api.value(2)]);
      const area = params.coordSys;
      const floor = api.coord([api.value(0), api.value(1)])[1];
      const low = Math.min(Number.isFinite(floor) ? floor : Infinity, area.y + area.height);
      const top = Math.max(high, area.y);
      const at = x + offset;
      const style = { stroke: bars ? "#333333" : series.color, lineWidth: 1, opacity: 0.8 };
      const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
      const bar = bars?.numbered ? series.data[api.value(0)] : null;
      const told = bar?.value ?? bar;
      const text = { type: "text", style: { text: told === null ? "" : number(told), x: at, y: top - 4, textAlign: "center", textVerticalAlign: "bottom", fontSize: 11, fill: "#333333" } };
      return { type: "group", children: [line(at, low, at, top), line(at - 3, low, at + 3, low), line(at - 3, top, at + 3, top), text] };
    },
  };
}

/** Bars: how many times C each takes until the last status, for each size of a storm. */
function storm() {
  const file = questions.get("reaper-storm");
  const results = of(file, "reaper-storm").filter(({ params }) => params.children === "exec" && params.release === "kill");
  const sizes = [...new Set(results.map((result) => result.params.n))];
  const others = subjectsIn(results).filter((subject) => subject !== "c");
  draw("reaper-storm", {
    title: title("All programs die at once: time to the last status, in times of C", file),
    ...axes("children", "times C", sizes.map((n) => Number(n).toLocaleString("en"))),
    series: others.flatMap((subject, index) => {
      const ratios = sizes.map((n) => ratioToC(results, subject, n));
      const series = {
        name: NAMES[subject] ?? subject,
        type: "bar",
        color: COLORS[subject],
        barGap: "10%",
        barCategoryGap: "20%",
        ...(index === 0 ? { markLine: FLOOR } : {}),
        data: ratios.map((ratio) => point(ratio?.value ?? null, ratio, COLORS[subject])),
      };
      return [series, whiskers(series, ratios.map(interval), { count: others.length, index, numbered: true })];
    }),
  });
}

const ratioToC = (results, subject, n) =>
  results.find((result) => result.subject === subject && result.params.n === n)?.ratios.find((ratio) => ratio.to === "c") ?? null;

/** The parameter with the most values, or none if nothing varies. */
function varied(results) {
  const values = new Map();
  for (const [name, value] of results.flatMap((result) => Object.entries(result.params))) {
    values.set(name, (values.get(name) ?? new Set()).add(String(value)));
  }
  const several = [...values].filter(([, set]) => set.size > 1).sort(([, one], [, other]) => other.size - one.size);
  return several.length ? several[0][0] : null;
}

const inWords = (params) => Object.entries(params).map(([name, value]) => `${name}=${value}`).join(" ");
const without = (params, name) => Object.fromEntries(Object.entries(params).filter(([each]) => each !== name));
const intervalOf = (result) => result.ratios.find((ratio) => ratio.to === "c") ?? null;
const toC = (result) => (result.subject === "c" ? null : intervalOf(result)?.value ?? result.ratioToFloor);
const NANOS_PER_MS = 1e6;

/**
 * Any question: one panel below the other for what varies besides one parameter, along which there are lines if it has three
 * numbers or more, else bars.
 */
function generic(question, file) {
  const results = of(file, question);
  const floor = !AS_IT_IS.test(question) && results.some((result) => toC(result));
  const inMs = !floor && results[0].unit === "ns" && results.every((result) => result.subject === "c" || result.value >= NANOS_PER_MS);
  const unit = inMs ? "ms" : results[0].unit;
  const figure = (result) => (floor ? toC(result) : result.value / (inMs ? NANOS_PER_MS : 1));
  const shown = results.filter((result) => figure(result) !== null && figure(result) !== undefined);
  const along = varied(shown);
  const panels = [...new Set(shown.map((result) => inWords(without(result.params, along))))];
  const subjects = [...subjectsIn(shown), ...new Set(shown.map((result) => result.subject).filter((each) => !SUBJECTS.includes(each)))];
  const colorOf = (subject) => COLORS[subject] ?? OTHERS[subjects.filter((each) => !COLORS[each]).indexOf(subject) % OTHERS.length];
  const [least, most] = [Math.min(...shown.map(figure)), Math.max(...shown.map(figure))];
  // On a logarithmic axis a bar has no zero to stand on: it stands a decade below the least.
  const scale = !floor && !inMs && least < 0 ? { type: "value" } : least > 0 && most > 30 * least ? { type: "log", min: 10 ** (Math.floor(Math.log10(least)) - (least < 10 ** Math.floor(Math.log10(least)) * 2 ? 1 : 0)) } : { type: "value", min: 0 };
  const legend = 20 * Math.ceil(subjects.join("      ").length / 95);
  const [top, each, gap] = [90 + legend, panels.length > 1 ? 210 : 300, 70];
  const grids = panels.map((panel, index) => {
    const members = shown.filter((result) => inWords(without(result.params, along)) === panel);
    const values = [...new Set(members.map((result) => String(result.params[along] ?? "")))];
    return { panel, members, values, index, lines: values.length > 2 && values.every((value) => value !== "" && !Number.isNaN(Number(value))) };
  });
  draw(
    question,
    {
      title: [
        title(`${results[0].title ?? question}${floor ? ", in times of C" : ""}`, file),
        ...grids.filter(() => panels.length > 1).map(({ panel, index }) => ({ text: panel, left: 70, top: top + index * (each + gap) - 22, textStyle: { fontSize: 12 } })),
      ],
      legend: { top: 54, left: 8, itemGap: 16, textStyle: { fontSize: 12 }, data: subjects.map((subject) => subject) },
      grid: grids.map(({ index }) => ({ left: 70, right: 30, top: top + index * (each + gap), height: each })),
      xAxis: grids.map(({ index, values }) => ({ type: "category", gridIndex: index, name: along ?? "", nameLocation: "middle", nameGap: 28, data: values, axisLabel: { interval: 0, hideOverlap: true } })),
      yAxis: grids.map(({ index }) => ({ ...scale, gridIndex: index, name: floor ? "times C" : unit, nameLocation: "middle", nameGap: 48, axisLabel: { formatter: floor ? times : number } })),
      series: grids.flatMap(({ index, members, values, lines }) =>
        subjects.flatMap((subject, position) => {
          const found = values.map((value) => members.find((result) => result.subject === subject && String(result.params[along] ?? "") === value));
          const ratios = found.map((result) => (floor && result ? intervalOf(result) : null));
          const color = colorOf(subject);
          const few = values.length * subjects.length <= 16;
          const series = {
            name: subject,
            type: lines ? "line" : "bar",
            color,
            xAxisIndex: index,
            yAxisIndex: index,
            symbol: SYMBOLS[position % SYMBOLS.length],
            symbolSize: 7,
            ...(lines ? { lineStyle: { width: 1.5, type: DASHES[Math.floor(position / SYMBOLS.length) % DASHES.length] } } : {}),
            barGap: "10%",
            barCategoryGap: "20%",
            ...(floor && position === 0 ? { markLine: FLOOR } : {}),
            // Where there are intervals, they bear the number.
            ...(lines || !few || ratios.some(interval) ? {} : { label: { show: true, position: "top", fontSize: 10, formatter: (bar) => number(bar.value) } }),
            data: found.map((result, at) => {
              const value = result ? figure(result) ?? null : null;
              return point(value, ratios[at], color);
            }),
          };
          return [series, whiskers(series, ratios.map(interval), lines ? null : { count: subjects.length, index: position, numbered: few })];
        })
      ),
    },
    top + panels.length * (each + gap)
  );
}

const DRAWN_APART = { "reaper-storm": storm };
for (const [question, file] of questions) {
  (DRAWN_APART[question] ?? (() => generic(question, file)))();
}
