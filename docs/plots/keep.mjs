// Writes docs/measured/NAME.json from a result of 'posixwait bench --full --only NAME --json FILE': the figures whole, and of
// the host what they depend on, without its paths and users.
//
//   npm run keep -- FILE...
import { readFileSync, writeFileSync } from "node:fs";

const FACTS = ["takenAt", "kernel", "distribution", "arch", "cpu", "memory", "sigchld", "limits", "seccomp", "cc"];
const pick = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

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
  const name = figures.results[0].question === "reaper-drain" ? "reaper-footprint" : figures.results[0].question;
  writeFileSync(new URL(`../measured/${name}.json`, import.meta.url), JSON.stringify(kept, null, 1) + "\n");
}
