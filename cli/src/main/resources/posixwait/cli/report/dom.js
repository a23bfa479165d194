// Text only ever enters the page through textContent: what a test said is data, not markup.

/** Makes an element: attributes, then children, each a node or text. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") {
      made.className = value;
    } else if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const byId = (id) => document.getElementById(id);

/** The value of a CSS variable, in the colour scheme of the moment; asked once for each drawing, since each asking lays out. */
const css = (name) => {
  if (!colours.has(name)) {
    colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  }
  return colours.get(name);
};
const colours = new Map();

const OUTCOMES = {
  PASSED: { words: "passed", mark: "✓", tone: "good" },
  FAILED: { words: "failed", mark: "✗", tone: "bad" },
  EXPECTED_FAILURE: { words: "expected failure", mark: "≈", tone: "doubt" },
  UNEXPECTED_PASS: { words: "unexpected pass", mark: "!", tone: "bad" },
  UNSUPPORTED: { words: "unsupported", mark: "–", tone: "none" },
  UNRESOLVED: { words: "unresolved", mark: "?", tone: "bad" },
  TIMEOUT: { words: "timeout", mark: "…", tone: "bad" },
  CRASHED: { words: "crashed", mark: "×", tone: "bad" },
  NOT_RUN: { words: "not run", mark: "○", tone: "bad" },
  UNTESTED: { words: "untested", mark: "·", tone: "none" },
};

const GROUPS = {
  ST: "status word",
  WAIT: "wait()",
  WPID: "waitpid(): which child",
  OPT: "options",
  WID: "waitid()",
  RU: "resource usage",
  ERR: "errors",
  ZOM: "zombies",
  CHLD: "SIGCHLD",
  THR: "threads",
  PG: "process groups",
  ORP: "orphans",
  PFD: "pidfd",
  JC: "stop and continue",
  PT: "tracing",
  SPN: "creation",
  LIM: "limits",
  REU: "reuse of pids",
  NS: "PID namespaces",
  JVM: "beside the JDK",
};

/** What became of a requirement; what has no test was not run, and that is no outcome. */
const outcomeOf = (result) => (result.level === "UNTESTED" ? "UNTESTED" : result.outcome);

function outcomeMark(outcome) {
  const known = OUTCOMES[outcome] || { words: outcome, mark: "?", tone: "bad" };
  return el("span", { class: "outcome " + known.tone, "data-mark": known.mark }, known.words);
}

/** What the command wrote for a terminal, with the signs that a page has. */
const typeset = (text) => text.replace(/ \+-(?=\d)/g, " ± ").replace(/(\d)x C\b/g, "$1 × C");

const counted = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");

/** Three digits or so. */
function digits(value) {
  const size = Math.abs(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const NANOS = { ns: 1, "ns/op": 1, us: 1e3, "µs": 1e3, "us/op": 1e3, ms: 1e6, "ms/op": 1e6, s: 1e9 };

/** A time in the unit that suits its size; other units as they are. */
function quantity(value, unit) {
  if (value === null || value === undefined) {
    return "";
  }
  if (!(unit in NANOS)) {
    return digits(value) + " " + unit;
  }
  const nanos = value * NANOS[unit];
  for (const [scale, name] of [[1e9, "s"], [1e6, "ms"], [1e3, "µs"]]) {
    if (nanos >= scale) {
      return digits(nanos / scale) + " " + name;
    }
  }
  return digits(nanos) + " ns";
}

const runName = (run) => run.backend + " on " + run.jdk;

const inWords = (params) =>
  Object.entries(params)
    .map(([name, value]) => name + " = " + value)
    .join(", ");
