/** The first screen: the host in a line, the recommendation, the verdicts. */
function drawSummary(data) {
  byId("host-line").textContent = data.hostLine;
  byId("made").textContent = data.check.host.takenAt.replace("T", " ").replace("Z", " UTC");
  byId("version").textContent = data.version;
  drawRecommendation(data.choice);
  byId("verdicts").append(...data.check.runs.map(verdict), ...(data.check.notRun || []).map(absence));
}

function drawRecommendation(choice) {
  const card = byId("recommendation");
  card.classList.toggle("none", !choice.recommended);
  card.dataset.kind = choice.kind;
  card.append(
    el("h2", { id: "recommendation-title" }, "Recommendation"),
    el("p", { class: "headline" }, choice.headline),
    el("ul", {}, choice.because.map((line) => el("li", {}, typeset(line))))
  );
  if (choice.flags.length) {
    card.append(
      el("div", {}, choice.flags.map(flag))
    );
  }
  if (choice.unless.length) {
    card.append(
      el("details", {}, el("summary", {}, "What would change this"), el("ul", {}, choice.unless.map((line) => el("li", {}, line))))
    );
  }
}

/** A flag comes as the option, two spaces, and where it holds. */
function flag(text) {
  const [option, where] = text.split("  ");
  return el("div", { class: "flag" }, el("code", {}, option), where ? el("span", {}, where) : null);
}

function verdict(run) {
  const total = run.requirements.length;
  const found = run.requirements.map(outcomeOf);
  const counts = Object.keys(OUTCOMES).map((outcome) => [outcome, found.filter((each) => each === outcome).length]).filter(([, count]) => count > 0);
  const conforms = counts.every(([outcome]) => ["PASSED", "EXPECTED_FAILURE", "UNSUPPORTED", "UNTESTED"].includes(outcome)) && run.totals.PASSED > 0;
  const words = counts.map(([outcome, count]) => count + " " + (OUTCOMES[outcome] || { words: outcome }).words).join(", ");
  const stack = el("div", { class: "stack", role: "img", "aria-label": words });
  for (const [outcome, count] of counts) {
    const part = el("i", { class: "fill-" + (OUTCOMES[outcome] || { tone: "bad" }).tone });
    part.style.flex = count + " 0 0";
    stack.append(part);
  }
  return el(
    "div",
    { class: "verdict" },
    el("div", { class: "name" }, run.backend + " ", el("small", {}, (run.binding && run.binding !== run.backend ? run.binding + ", " : "") + "Java " + run.jdk)),
    stack,
    el("div", { class: "words" }, el("span", { class: conforms ? "yes" : "no" }, conforms ? "conforms" : "does not conform"), ": " + words + " of " + total)
  );
}

function absence(notRun) {
  return el(
    "div",
    { class: "verdict" },
    el("div", { class: "name" }, notRun.backend, el("small", {}, "Java " + notRun.jdk)),
    el("div", { class: "words" }, el("span", { class: notRun.wanted ? "no" : "" }, notRun.wanted ? "could not run" : "not run"), ": " + notRun.reason)
  );
}
