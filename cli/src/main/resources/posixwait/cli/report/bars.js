/** One figure for each subject: horizontal bars, so that names have room. */
function barOption(results, width) {
  const subjects = subjectsOf(results).reverse();
  const ordered = subjects.map((subject) => results.find((each) => each.subject === subject));
  const option = axes(subjects.map(subjectName), unitOf(results), [], width);
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
  const values = { ...option.yAxis, name: "", max: longest * 1.45, axisLabel: { ...option.yAxis.axisLabel, showMaxLabel: false } };
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
function groupedOption(results, along, width) {
  const values = [...new Set(results.map((result) => result.params[along]))];
  const subjects = subjectsOf(results);
  const log = farApart(results);
  const option = axes(categories(along, values, width), unitOf(results), subjects.map(subjectName), width);
  const series = subjects.map((subject, position) => {
    const { color, symbol } = look(subject);
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
      renderItem: (params, api) => bar(api, { color, symbol, log, position, count: subjects.length, floor: subject === FLOOR }),
    };
  });
  if (log) {
    // A whisker that reaches towards nothing leaves the chart.
    const ends = results.map(bounds).flatMap(([value, low, high]) => [Math.max(low, value / 10), high]);
    return { ...option, yAxis: logarithmic(option.yAxis, ends), series };
  }
  // One whisker out of all proportion must not flatten the bars: it leaves the chart, and stands in the table.
  const top = Math.min(2.5 * Math.max(...results.map((result) => bounds(result)[0])), Math.max(...results.map((result) => bounds(result)[2])));
  return { ...option, yAxis: { ...option.yAxis, min: 0, max: top, axisLabel: { ...option.yAxis.axisLabel, showMaxLabel: false } }, series };
}

/** One bar of a group, or on a logarithmic scale, which has no zero to stand on, one mark; for the floor a dashed line as well. */
function bar(api, { color, symbol, log, position, count, floor }) {
  const at = place(api, position, count);
  const [value, low, high] = [1, 2, 3].map((dimension) => api.coord([api.value(0), api.value(dimension)])[1]);
  const { x, half } = at;
  const ink = css("--ink");
  const children = [];
  if (log) {
    children.push(mark(symbol, x, value, color));
  } else {
    const zero = api.coord([api.value(0), 0])[1];
    children.push({ type: "rect", shape: { x: x - half, y: value, width: 2 * half, height: zero - value }, style: { fill: color } });
  }
  if (low !== high && api.value(2) > 0) {
    children.push(stroke(ink, x, low, x, high, { lineWidth: 1 }), stroke(ink, x - 3, high, x + 3, high, { lineWidth: 1 }), stroke(ink, x - 3, low, x + 3, low, { lineWidth: 1 }));
  }
  return { type: "group", children: floor ? [...children, floorLine(color, at, value)] : children };
}

function barTip(result) {
  return tip([
    subjectName(result.subject) + (inWords(result.params) ? ", " + inWords(result.params) : ""),
    quantity(result.value, result.unit) + (result.error ? " ± " + quantity(result.error, result.unit) : ""),
    floorWords(result),
    result.bytesPerOp == null ? "" : digits(result.bytesPerOp) + " bytes on the heap each",
  ]);
}
