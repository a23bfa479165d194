/** Requirements by runs, with a filter and a drill-down. */
function drawMatrix(data) {
  const runs = data.check.runs;
  const rows = requirements(runs);
  byId("matrix-caption").textContent = counted(rows.length, "requirement") + " in " + counted(runs.length, "run") + ". The button with the ID shows rule, sources and evidence.";
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
  prepareFilter(rows, [...groups.keys()]);
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
    body.append(memberRow(member, columns));
  }
  return body;
}

function memberRow(member, columns) {
  const button = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "more-" + member.id }, member.id);
  const row = el(
    "tr",
    { class: "row", id: member.id, "data-id": member.id },
    el("td", { class: "id" }, button),
    el("td", { class: "level" }, member.level.toLowerCase()),
    el("td", {}, member.title),
    member.results.map((result) => el("td", {}, result ? outcomeMark(outcomeOf(result)) : el("span", { class: "outcome none", "data-mark": " " }, "not selected")))
  );
  // Made when it is first opened: most never are.
  let more = null;
  member.setOpen = (open) => {
    if (open && !more) {
      more = el("tr", { class: "more", id: "more-" + member.id }, el("td", { colspan: 3 + columns }, details(member)));
      row.after(more);
    }
    if (more) {
      more.hidden = !open;
    }
    button.setAttribute("aria-expanded", String(open));
  };
  row.addEventListener("click", () => {
    if (!String(getSelection())) {
      member.setOpen(button.getAttribute("aria-expanded") === "false");
    }
  });
  member.row = row;
  return row;
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
