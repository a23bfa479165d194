/** The first screen: the host in a line, the recommendation, the verdicts. */
function drawSummary(data) {
  byId("host-line").textContent = data.hostLine;
  byId("made").textContent = data.check.host.takenAt.replace("T", " ").replace("Z", " UTC");
  byId("version").textContent = data.version;
  drawRecommendation(data.choice);
  data.check.runs.forEach((run, index) => Object.assign(run, data.judged[index]));
  byId("verdicts").append(overall(data.check.runs, data.partly), ...data.check.runs.map(verdict), ...(data.check.notRun || []).map(absence), ...failures(data.check.runs));
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

/** The answer for all runs together, in a line. */
function overall(runs, partly) {
  const bad = runs.filter((run) => !run.conforms).length;
  const words = !runs.length
    ? "No backend could be run."
    : bad === 0
      ? (runs.length === 1 ? "The one run conforms" : "All " + runs.length + " runs conform") +
        (partly ? ", as far as was checked: " + partly + "." : ".")
      : bad + " of " + counted(runs.length, "run") + (bad === 1 ? " does" : " do") + " not conform.";
  return el("p", { class: "headline" }, words);
}

function verdict(run) {
  const found = run.requirements.map(outcomeOf);
  const counts = Object.keys(OUTCOMES).map((outcome) => [outcome, found.filter((each) => each === outcome).length]).filter(([, count]) => count > 0);
  const words = counts.map(([outcome, count]) => count + " " + OUTCOMES[outcome].words).join(", ");
  const stack = el("div", { class: "stack", role: "img", "aria-label": words });
  for (const [outcome, count] of counts) {
    const part = el("i", { class: "fill-" + OUTCOMES[outcome].tone });
    part.style.flex = count + " 0 0";
    stack.append(part);
  }
  return el(
    "div",
    { class: "verdict" },
    el("div", { class: "name" }, run.backend + " ", el("small", {}, (run.binding && run.binding !== run.backend ? run.binding + ", " : "") + "Java " + run.jdk)),
    stack,
    el("div", { class: "words" }, el("span", { class: run.conforms ? "yes" : "no" }, run.conforms ? "conforms" : "does not conform"), ": " + words + " of " + run.requirements.length)
  );
}

const FAILURES_SHOWN = 5;

const HAPPENED = {
  FAILED: "failed",
  UNEXPECTED_PASS: "passed, although expected to fail,",
  UNRESOLVED: "could not be tried",
  TIMEOUT: "hung",
  CRASHED: "ended its JVM",
  NOT_RUN: "was not run",
};

/** What failed, in plain words: each requirement once, with the runs it failed in and the way to its evidence. */
function failures(runs) {
  const found = new Map();
  for (const run of runs) {
    for (const result of run.requirements.filter((each) => run.bad.includes(each.id))) {
      const key = result.id + " " + result.outcome;
      if (!found.has(key)) {
        found.set(key, { result, runs: [] });
      }
      found.get(key).runs.push(runName(run));
    }
  }
  const all = [...found.values()];
  if (!all.length) {
    return [];
  }
  const more = all.length - FAILURES_SHOWN;
  return [
    el("h3", {}, "What failed and should not have"),
    el("ul", { class: "failures" }, all.slice(0, FAILURES_SHOWN).map((each) => failure(each, runs.length)), more > 0 ? el("li", {}, "and " + more + " more, in the matrix") : null),
  ];
}

function failure({ result, runs }, count) {
  const where = runs.length === count && count > 1 ? "in every run" : "in " + runs.join(", ");
  return el("li", {}, el("a", { href: "#" + result.id }, result.id), " " + HAPPENED[result.outcome] + " " + where + ": " + result.title);
}

function absence(notRun) {
  return el(
    "div",
    { class: "verdict" },
    el("div", { class: "name" }, notRun.backend, el("small", {}, "Java " + notRun.jdk)),
    el("div", { class: "words" }, el("span", { class: notRun.wanted ? "no" : "" }, notRun.wanted ? "could not run" : "not run"), ": " + notRun.reason)
  );
}
