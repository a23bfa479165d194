// Draws docs/plots/QUESTION.svg for every question in docs/measured/*.json, which 'posixwait bench --full --json FILE' wrote.
// Each point is a ratio to the C program of the same run; where there is none to compare with, the figure itself.
//
//   npm ci && npm run plot
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";

const here = new URL(".", import.meta.url);
const COLORS = {
  c: "#5b5b5b",
  "c(pipes)": "#adb5bd",
  ffm: "#0b7285",
  "jna-direct": "#d9480f",
  sweep: "#5f3dc4",
  "waitpid(-1)": "#a61e4d",
  "java.lang.Process": "#2b8a3e",
  "java.lang.Process(pipes)": "#74b816",
  NuProcess: "#b08900",
  "jna-interface": "#e8590c",
  "jnr-posix": "#862e9c",
};
const OTHERS = ["#1864ab", "#5c940d", "#c2255c", "#087f5b", "#e67700", "#364fc7", "#9c36b5", "#2f9e44", "#495057", "#4dabf7", "#fcc419", "#f783ac", "#63e6be", "#b197fc", "#ffa94d"];
const SUBJECTS = Object.keys(COLORS);
const NAMES = { c: "C", ffm: "Reaper on ffm", "jna-direct": "Reaper on jna", sweep: "Reaper without pidfds" };

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

function draw(name, option, height = 430) {
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
  grid: { left: 70, right: 30, top: 100, bottom: 55 },
  legend: { top: 54, left: 8, itemGap: 20, textStyle: { fontSize: 12 } },
  xAxis: { type: "category", name: x, nameLocation: "middle", nameGap: 32, data: categories },
  yAxis: { type: "log", name: y, nameLocation: "middle", nameGap: 45, axisLabel: { formatter: "{value}×" } },
});
const FLOOR = {
  silent: true,
  symbol: "none",
  lineStyle: { color: "#333", type: "dashed" },
  label: { formatter: "C" },
  data: [{ yAxis: 1 }],
};
const number = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

/** Bars: how many times C each takes until the last status, for each size of a storm. */
function storm() {
  const file = questions.get("reaper-storm");
  const results = of(file, "reaper-storm").filter(({ params }) => params.children === "exec" && params.release === "kill");
  const sizes = [...new Set(results.map((result) => result.params.n))];
  const others = subjectsIn(results).filter((subject) => subject !== "c");
  draw("reaper-storm", {
    title: title("All programs die at once: time to the last status, in times of C", file),
    ...axes("children", "times C", sizes.map((n) => Number(n).toLocaleString("en"))),
    series: others.map((subject, index) => ({
      name: NAMES[subject] ?? subject,
      type: "bar",
      color: COLORS[subject],
      barGap: "10%",
      ...(index === 0 ? { markLine: FLOOR } : {}),
      label: { show: true, position: "top", formatter: (point) => number(point.value) },
      data: sizes.map((n) => ratioToC(results, subject, n)),
    })),
  });
}

const ratioToC = (results, subject, n) =>
  results.find((result) => result.subject === subject && result.params.n === n)?.ratios.find((ratio) => ratio.to === "c")
    ?.value ?? null;

/** Lines: one death among bystanders, in times of C without any. */
function bystanders() {
  const file = questions.get("reaper-bystanders");
  const results = of(file, "reaper-bystanders");
  const sizes = [...new Set(results.map((result) => result.params.n))];
  const unit = results.find((result) => result.subject === "c" && result.params.n === "0").value;
  draw("reaper-bystanders", {
    title: title("One death among N that live: time to its status, in times of C with none", file),
    ...axes("children that live and are watched", "times C with none", sizes.map((n) => Number(n).toLocaleString("en"))),
    series: subjectsIn(results).map((subject) => ({
      name: NAMES[subject] ?? subject,
      type: "line",
      color: COLORS[subject],
      symbolSize: 7,
      data: sizes.map((n) => {
        const found = results.find((result) => result.subject === subject && result.params.n === n);
        return found ? found.value / unit : null;
      }),
    })),
  });
}

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
const toC = (result) => (result.subject === "c" ? null : result.ratios.find((ratio) => ratio.to === "c")?.value ?? result.ratioToFloor);

/**
 * Any question: one panel below the other for what varies besides one parameter, along which there are lines if it has three
 * numbers or more, else bars.
 */
function generic(question, file) {
  const results = of(file, question);
  const floor = results.some((result) => toC(result));
  const figure = (result) => (floor ? toC(result) : result.value);
  const shown = results.filter((result) => figure(result) !== null && figure(result) !== undefined);
  const along = varied(shown);
  const panels = [...new Set(shown.map((result) => inWords(without(result.params, along))))];
  const subjects = [...subjectsIn(shown), ...new Set(shown.map((result) => result.subject).filter((each) => !SUBJECTS.includes(each)))];
  const colorOf = (subject) => COLORS[subject] ?? OTHERS[subjects.filter((each) => !COLORS[each]).indexOf(subject) % OTHERS.length];
  const [least, most] = [Math.min(...shown.map(figure)), Math.max(...shown.map(figure))];
  // On a logarithmic axis a bar has no zero to stand on: it stands a decade below the least.
  const scale = least > 0 && most > 30 * least ? { type: "log", min: 10 ** (Math.floor(Math.log10(least)) - (least < 10 ** Math.floor(Math.log10(least)) * 2 ? 1 : 0)) } : { type: "value", min: 0 };
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
      yAxis: grids.map(({ index }) => ({ ...scale, gridIndex: index, name: floor ? "times C" : results[0].unit, nameLocation: "middle", nameGap: 48, axisLabel: { formatter: floor ? "{value}×" : "{value}" } })),
      series: grids.flatMap(({ index, members, values, lines }) =>
        subjects.map((subject, position) => ({
          name: subject,
          type: lines ? "line" : "bar",
          color: colorOf(subject),
          xAxisIndex: index,
          yAxisIndex: index,
          symbolSize: 6,
          barGap: "10%",
          ...(floor && position === 0 ? { markLine: FLOOR } : {}),
          ...(lines || values.length * subjects.length > 16 ? {} : { label: { show: true, position: "top", fontSize: 10, formatter: (point) => number(point.value) } }),
          data: values.map((value) => {
            const found = members.find((result) => result.subject === subject && String(result.params[along] ?? "") === value);
            return found ? figure(found) : null;
          }),
        }))
      ),
    },
    top + panels.length * (each + gap)
  );
}

const DRAWN_APART = { "reaper-storm": storm, "reaper-bystanders": bystanders };
for (const [question, file] of questions) {
  (DRAWN_APART[question] ?? (() => generic(question, file)))();
}
