/** What a distribution is told by: the number of children, or how many end in a second. */
const alongOf = (results) => ["n", "rate"].find((name) => results.every((result) => name in result.params));

/** Storms: for each number of children, or rate, and each subject, the range from the median to the maximum. */
function stormOption(results, width) {
  const along = alongOf(results);
  const sizes = [...new Set(results.map((result) => Number(result.params[along])))].sort((a, b) => a - b);
  const subjects = subjectsOf(results);
  const option = axes(categories(along, sizes, width), unitOf(results), subjects.map(subjectName), width);
  const ends = results.flatMap((result) => [result.percentiles.p50, result.percentiles.max].map((value) => time(result, value)));
  const yAxis = logarithmic(option.yAxis, ends);
  // None, as of children that are due, stands at the bottom: on this scale there is no place for it.
  const height = (result, value) => Math.max(yAxis.min, time(result, value));
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
        return { value: [sizes.indexOf(Number(result.params[along])), height(result, p50), height(result, p99), height(result, max)], result };
      }),
      tooltip: { formatter: (point) => stormTip(point.data.result) },
      renderItem: (params, api) => range(api, { color, symbol, position, count: subjects.length, floor: subject === FLOOR }),
    };
  });
  return { ...option, yAxis, series };
}

/** How many nines a percentile has, which is where it stands on the axis: p90 at 1, p99 at 2. */
const nines = (percentile) => -Math.log10(1 - percentile / 100);

const percentilesOf = (result) =>
  Object.entries(result.percentiles)
    .filter(([name]) => /^p\d+(\.\d+)?$/.test(name))
    .map(([name, value]) => [Number(name.slice(1)), value])
    .filter(([percentile]) => percentile < 100)
    .sort(([one], [other]) => one - other);

/** One storm: the time within which each share of the children was reaped, with as much room for the last as for the first. */
function curveOption(results, size, width) {
  const own = results.filter((result) => String(result.params[alongOf(results)]) === size);
  const subjects = subjectsOf(own);
  const end = Math.round(Math.max(...own.flatMap(percentilesOf).map(([percentile]) => nines(percentile)))) + 1;
  const option = axes([], unitOf(results), subjects.map(subjectName), width);
  const yAxis = logarithmic(option.yAxis, own.flatMap((result) => Object.values(result.percentiles).map((value) => time(result, value))));
  const height = (result, value) => Math.max(yAxis.min, time(result, value));
  const series = subjects.map((subject) => {
    const result = own.find((each) => each.subject === subject);
    const { color, symbol } = look(subject);
    const { max } = result.percentiles;
    return {
      name: subjectName(subject),
      type: "line",
      symbol,
      symbolSize: 8,
      itemStyle: { color },
      lineStyle: { color, width: 2, type: subject === FLOOR ? "dashed" : "solid" },
      data: [
        ...percentilesOf(result).map(([percentile, value]) => ({ value: [nines(percentile), height(result, value)], result })),
        ...(max === undefined ? [] : [{ value: [end, height(result, max)], result }]),
      ],
      tooltip: { formatter: (point) => stormTip(point.data.result) },
    };
  });
  const label = { ...option.xAxis.axisLabel, interval: undefined, formatter: (value) => (value === end ? "max" : value === 0 ? "" : "p" + Number((100 - 100 / 10 ** value).toFixed(4))) };
  return {
    ...option,
    xAxis: { ...option.xAxis, type: "value", data: undefined, min: 0, max: end, interval: 1, axisLabel: label, splitLine: option.yAxis.splitLine },
    yAxis,
    series,
  };
}

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

function stormTip(result) {
  const lines = Object.entries(result.percentiles).map(([name, value]) => name + ": " + quantity(value, result.unit));
  return tip([subjectName(result.subject) + ", " + inWords(result.params), ...lines, floorWords(result)]);
}
