// Writes docs/measured/NAME.json from a result of 'posixwait bench --full --json FILE': the figures whole, and of the host
// what they depend on, without its paths and users. NAME is the question of --only, or 'full' of a run that asked all.
//
//   npm run keep -- FILE...
import { readFileSync, writeFileSync } from "node:fs";

const FACTS = ["takenAt", "kernel", "distribution", "arch", "cpu", "memory", "sigchld", "limits", "seccomp", "cc"];
const pick = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

/** The question that was asked for; a file that does not say how it was made answers that of its first figure. */
function nameOf({ command, results }) {
  const asked = (command ?? "").split(/\s+/).filter((word, index, words) => words[index - 1] === "--only");
  const first = results[0].question;
  return command ? (asked.length === 0 ? "full" : asked.join("-")) : first === "reaper-drain" ? "reaper-footprint" : first;
}

for (const path of process.argv.slice(2)) {
  const { host, ...figures } = JSON.parse(readFileSync(path));
  const kept = {
    host: {
      ...pick(host, FACTS),
      libc: pick(host.libc, ["name", "version"]),
      jvm: pick(host.jvm, ["version", "vendor", "name"]),
    },
    ...figures,
  };
  writeFileSync(new URL(`../measured/${nameOf(figures)}.json`, import.meta.url), JSON.stringify(kept, null, 1) + "\n");
}
