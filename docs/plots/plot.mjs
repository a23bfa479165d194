// Draws docs/plots/*.svg from docs/measured/*.json, which 'posixwait bench --full --only QUESTION --json FILE' wrote.
// Each point is a ratio to the C program of the same run.
//
//   npm ci && npm run plot
import { readFileSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";

const here = new URL(".", import.meta.url);
const COLORS = {
  c: "#5b5b5b",
  ffm: "#0b7285",
  "jna-direct": "#d9480f",
  sweep: "#5f3dc4",
  "waitpid(-1)": "#a61e4d",
  "java.lang.Process": "#2b8a3e",
  "java.lang.Process(pipes)": "#74b816",
  NuProcess: "#b08900",
};
const SUBJECTS = Object.keys(COLORS);
const NAMES = { c: "C", ffm: "Reaper on ffm", "jna-direct": "Reaper on jna", sweep: "Reaper without pidfds" };

const measured = (name) => JSON.parse(readFileSync(new URL(`../measured/${name}.json`, here)));
const title = (text, file) => ({
  text,
  subtext: `Linux ${file.host.kernel}, ${file.host.cpu.available} cores, Java ${file.host.jvm.version}; one run`,
  left: 8,
  top: 4,
  textStyle: { fontSize: 15 },
});
const of = (file, question) => file.results.filter((result) => result.question === question);
const subjectsIn = (results) => SUBJECTS.filter((subject) => results.some((result) => result.subject === subject));

function draw(name, option) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 780, height: 430 });
  chart.setOption({ backgroundColor: "#ffffff", animation: false, ...option });
  writeFileSync(new URL(`${name}.svg`, here), chart.renderToSVGString() + "\n");
  chart.dispose();
}

const axes = (x, y, categories) => ({
  grid: { left: 70, right: 30, top: 100, bottom: 55 },
  legend: { top: 54, left: 8, itemGap: 20, textStyle: { fontSize: 12 } },
  xAxis: { type: "category", name: x, nameLocation: "middle", nameGap: 32, data: categories },
  yAxis: { type: "log", name: y, nameLocation: "middle", nameGap: 45, axisLabel: { formatter: "{value}×" } },
});
const floor = {
  silent: true,
  symbol: "none",
  lineStyle: { color: "#333", type: "dashed" },
  label: { formatter: "C" },
  data: [{ yAxis: 1 }],
};
const number = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

/** Bars: how many times C each takes until the last status, for each size of a storm. */
function storm() {
  const file = measured("reaper-storm");
  const results = of(file, "reaper-storm");
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
      ...(index === 0 ? { markLine: floor } : {}),
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
  const file = measured("reaper-bystanders");
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

storm();
bystanders();
