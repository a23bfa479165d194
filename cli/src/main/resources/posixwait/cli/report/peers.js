/** What each library said of a child: a row for each situation, a column for each library. Nothing if none was asked. */
function drawPeers(data) {
  if (!data.peers) {
    return;
  }
  const asked = data.peers.asked;
  const peers = [...new Set(asked.map((each) => each.peer))];
  const situations = [...new Set(asked.map((each) => each.situation))];
  const find = (peer, situation) => asked.find((each) => each.peer === peer && each.situation === situation);
  byId("peers-table").append(
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "A child that ..."),
        peers.map((peer) => el("th", { scope: "col" }, peer + " " + asked.find((each) => each.peer === peer).version))
      )
    ),
    el(
      "tbody",
      {},
      situations.map((situation) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, asked.find((each) => each.situation === situation).words),
          peers.map((peer) => el("td", {}, peerSaid(find(peer, situation))))
        )
      )
    )
  );
  byId("peers-legend").textContent =
    "Java " + data.peers.jdk + ". Counts are rounds in which the situation came about; a theft does not where the library was faster.";
  byId("peers").hidden = false;
  byId("peers-link").hidden = false;
}

function peerSaid(one) {
  if (!one) {
    return "";
  }
  const said = Object.entries(one.said).map(([words, count]) => el("div", {}, words + " (" + count + " of " + one.rounds + ")"));
  const faster = one.rounds - one.counted;
  return faster > 0 ? [...said, el("div", {}, "the library was faster (" + faster + ")")] : said;
}
