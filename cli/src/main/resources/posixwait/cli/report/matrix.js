/** Requirements by runs, with a filter and a drill-down. */
function drawMatrix(data) {
  const runs = data.check.runs;
  const rows = requirements(runs);
  byId("matrix").tHead.append(
    el(
      "tr",
      {},
      ["Requirement", "Level", "What must hold"].map((name) => el("th", { scope: "col" }, name)),
      runs.map((run) => el("th", { scope: "col" }, runName(run)))
    )
  );
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row.group)) {
      groups.set(row.group, []);
    }
    groups.get(row.group).push(row);
  }
  for (const [group, members] of groups) {
    byId("matrix").append(groupBody(group, members, runs.length));
  }
  byId("outcome-legend").append(
    ...Object.keys(OUTCOMES).map(outcomeMark)
  );
  prepareFilter(rows, groups);
}

/** One row for each ID, with the result of each run that has it. */
function requirements(runs) {
  const rows = new Map();
  runs.forEach((run, index) => {
    for (const result of run.requirements) {
      if (!rows.has(result.id)) {
        rows.set(result.id, { ...result, group: result.id.replace(/-\d+$/, ""), results: new Array(runs.length).fill(null), runs });
      }
      rows.get(result.id).results[index] = result;
    }
  });
  return [...rows.values()];
}

function groupBody(group, members, columns) {
  const words = GROUPS[group];
  const body = el(
    "tbody",
    { class: "group" },
    el(
      "tr",
      { class: "head" },
      el("th", { scope: "rowgroup", colspan: 3 + columns }, group, words ? el("small", {}, words) : null, el("small", {}, counted(members.length, "requirement")))
    )
  );
  for (const member of members) {
    body.append(...memberRows(member, columns));
  }
  return body;
}

function memberRows(member, columns) {
  const button = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "more-" + member.id }, member.id);
  const row = el(
    "tr",
    { class: "row", "data-id": member.id },
    el("td", { class: "id" }, button),
    el("td", { class: "level" }, member.level.toLowerCase()),
    el("td", {}, member.title),
    member.results.map((result) => el("td", {}, result ? outcomeMark(outcomeOf(result)) : el("span", { class: "outcome none", "data-mark": " " }, "not selected")))
  );
  const more = el("tr", { class: "more", id: "more-" + member.id, hidden: true }, el("td", { colspan: 3 + columns }));
  member.setOpen = (open) => {
    if (open && !more.firstChild.hasChildNodes()) {
      more.firstChild.append(...details(member));
    }
    more.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  row.addEventListener("click", () => {
    if (!String(getSelection())) {
      member.setOpen(more.hidden);
    }
  });
  member.row = row;
  member.more = more;
  return [row, more];
}

function details(member) {
  return [
    el("p", { class: "rule" }, member.rule),
    el("p", { class: "cite" }, member.citations.join(" · ")),
    member.deviation ? el("p", { class: "deviation" }, el("strong", {}, "Where the host departs: "), member.deviation) : null,
    ...member.results.map((result, index) =>
      result
        ? el(
            "div",
            { class: "per-run" },
            el("strong", {}, runName(member.runs[index]) + ": "),
            outcomeMark(outcomeOf(result)),
            outcomeOf(result) === "UNTESTED" ? null : " in " + result.millis + " ms",
            result.detail ? el("pre", { tabindex: "0" }, result.detail) : null
          )
        : null
    ),
  ].filter(Boolean);
}

function prepareFilter(rows, groups) {
  const text = byId("filter-text");
  const outcome = byId("filter-outcome");
  const group = byId("filter-group");
  const seen = new Set(rows.flatMap((row) => row.results.filter(Boolean).map(outcomeOf)));
  outcome.append(
    el("option", { value: "" }, "all"),
    el("option", { value: "!PASSED" }, "not passed everywhere"),
    el("option", { value: "!SAME" }, "differs between runs"),
    ...Object.keys(OUTCOMES).filter((each) => seen.has(each)).map((each) => el("option", { value: each }, OUTCOMES[each].words))
  );
  group.append(el("option", { value: "" }, "all"), ...[...groups.keys()].map((each) => el("option", { value: each }, each + (GROUPS[each] ? " " + GROUPS[each] : ""))));
  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const matches = (!group.value || row.group === group.value) && hasOutcome(row, outcome.value) && words.every((word) => searched(row).includes(word));
      row.row.hidden = !matches;
      if (!matches) {
        row.setOpen(false);
      }
      shown += matches ? 1 : 0;
    }
    for (const body of byId("matrix").tBodies) {
      body.hidden = ![...body.querySelectorAll("tr.row")].some((row) => !row.hidden);
    }
    byId("filter-count").textContent = shown + " of " + rows.length + " requirements";
  };
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").addEventListener("input", apply);
  byId("expand").addEventListener("click", (event) => {
    const open = event.target.textContent === "Expand all";
    rows.filter((row) => !row.row.hidden).forEach((row) => row.setOpen(open));
    event.target.textContent = open ? "Collapse all" : "Expand all";
  });
  apply();
}

function hasOutcome(row, wanted) {
  const outcomes = row.results.filter(Boolean).map(outcomeOf);
  if (wanted === "!PASSED") {
    return outcomes.some((outcome) => outcome !== "PASSED");
  }
  if (wanted === "!SAME") {
    return new Set(outcomes).size > 1;
  }
  return !wanted || outcomes.includes(wanted);
}

function searched(row) {
  row.searched ??= [row.id, row.title, row.rule, row.level, row.deviation, ...row.citations, ...row.results.filter(Boolean).map((result) => result.detail)].join(" ").toLowerCase();
  return row.searched;
}
