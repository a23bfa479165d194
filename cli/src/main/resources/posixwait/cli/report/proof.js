const VERDICTS = {
  CAUGHT: { words: "caught", mark: "✓", tone: "good" },
  MISSED: { words: "missed", mark: "✗", tone: "bad" },
  NOT_PROVEN: { words: "not proven here", mark: "–", tone: "none" },
};

/** Backends broken on purpose, and the requirements that noticed: only if that was asked. */
function drawProof(data) {
  if (!data.prove) {
    return;
  }
  const runs = data.prove.runs;
  const faults = new Map();
  runs.forEach((run, index) => {
    for (const fault of run.faults) {
      if (!faults.has(fault.fault)) {
        faults.set(fault.fault, { ...fault, results: new Array(runs.length).fill(null) });
      }
      faults.get(fault.fault).results[index] = fault;
    }
  });
  const seen = [...faults.values()].filter((fault) => fault.history).length;
  byId("proof-line").textContent =
    "Backends broken on purpose in " + counted(faults.size, "way") + ", " + seen + " of which are known to have happened. A fault is caught if every requirement named beside it fails with the fault and passes without it.";
  byId("faults").tHead.append(
    el(
      "tr",
      {},
      ["Broken backend", "What is broken", "Seen in", "Caught by"].map((name) => el("th", { scope: "col" }, name)),
      runs.map((run) => el("th", { scope: "col" }, runName(run)))
    )
  );
  byId("faults").tBodies[0].append(...[...faults.values()].map(faultRow));
  byId("proof").hidden = false;
  byId("proof-link").hidden = false;
}

function faultRow(fault) {
  return el(
    "tr",
    { "data-fault": fault.fault },
    el("th", { scope: "row" }, fault.fault),
    el("td", {}, fault.rule),
    el("td", { class: "history" }, fault.history),
    el("td", { class: "ids" }, fault.requirements.flatMap((requirement, index) => [index ? " " : null, el("span", { title: requirement.title }, requirement.id)])),
    fault.results.map((result) => el("td", {}, result ? [verdictMark(result.verdict), ...doubts(result)] : el("span", { class: "outcome none", "data-mark": " " }, "not selected")))
  );
}

function verdictMark(verdict) {
  const known = VERDICTS[verdict] || { words: verdict, mark: "?", tone: "bad" };
  return el("span", { class: "outcome " + known.tone, "data-mark": known.mark }, known.words);
}

/** Why it is not caught, requirement by requirement. */
function doubts(result) {
  if (result.verdict === "CAUGHT") {
    return [];
  }
  const words = (outcome) => (OUTCOMES[outcome] || { words: outcome }).words;
  return result.requirements.map((requirement) =>
    el("div", { class: "doubts" }, requirement.id + ": " + words(requirement.sound) + " without the fault, " + words(requirement.broken) + " with it" + (requirement.detail ? ": " + requirement.detail.split("\n")[0] : ""))
  );
}
