/** Which requirements the matrix shows, by words, outcome, group and level; the count is said aloud. */
function prepareFilter(rows, groups) {
  const fields = ["text", "outcome", "group", "level"].map((name) => byId("filter-" + name));
  const [text, outcome, group, level] = fields;
  const seen = new Set(rows.flatMap((row) => row.results.filter(Boolean).map(outcomeOf)));
  choices(outcome, [
    ["!PASSED", "not passed everywhere"],
    ["!SAME", "differs between runs"],
    ...Object.keys(OUTCOMES).filter((each) => seen.has(each)).map((each) => [each, OUTCOMES[each].words]),
  ]);
  choices(group, groups.map((each) => [each, each + (GROUPS[each] ? " " + GROUPS[each] : "")]));
  choices(level, [...new Set(rows.map((row) => row.level))].map((each) => [each, each.toLowerCase()]));
  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (row) =>
      (!group.value || row.group === group.value) &&
      (!level.value || row.level === level.value) &&
      hasOutcome(row, outcome.value) &&
      words.every((word) => searched(row).includes(word));
    let shown = 0;
    for (const row of rows) {
      const hidden = !matches(row);
      row.row.hidden = hidden;
      if (hidden) {
        row.setOpen(false);
      }
      shown += hidden ? 0 : 1;
    }
    for (const body of byId("matrix").tBodies) {
      body.hidden = !body.querySelector("tr.row:not([hidden])");
    }
    byId("filter-count").textContent = shown + " of " + rows.length + " requirements";
    byId("nothing").hidden = shown > 0;
  };
  const clear = () => {
    fields.forEach((field) => (field.value = ""));
    apply();
  };
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").addEventListener("input", apply);
  // Not every way to set a choice tells of it as input.
  byId("filter").addEventListener("change", apply);
  byId("clear").addEventListener("click", () => {
    clear();
    text.focus();
  });
  byId("expand").addEventListener("click", (event) => {
    const open = event.target.textContent === "Expand all";
    rows.filter((row) => !row.row.hidden).forEach((row) => row.setOpen(open));
    event.target.textContent = open ? "Collapse all" : "Expand all";
  });
  apply();
  openNamed(rows, clear);
  addEventListener("hashchange", () => openNamed(rows, clear));
}

function choices(select, options) {
  select.append(el("option", { value: "" }, "all"), ...options.map(([value, words]) => el("option", { value }, words)));
}

/** Opens the requirement that the address names: links of the summary lead there, and those in a mail. */
function openNamed(rows, clear) {
  const named = rows.find((row) => "#" + row.id === location.hash);
  if (!named) {
    return;
  }
  if (named.row.hidden) {
    clear();
  }
  named.setOpen(true);
  named.row.querySelector("button").focus({ preventScroll: true });
  named.row.scrollIntoView();
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
