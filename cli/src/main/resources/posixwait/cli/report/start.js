(() => {
  "use strict";
  const root = document.documentElement;
  const failed = (message) => {
    root.dataset.error = message;
    byId("problem").hidden = false;
    byId("problem").textContent = "This report could not be drawn in full: " + message;
  };
  addEventListener("error", (event) => failed(event.message));
  try {
    const data = JSON.parse(byId("data").textContent);
    drawSummary(data);
    drawMatrix(data);
    drawProof(data);
    drawPeers(data);
    drawHost(data);
    drawCharts(data);
    const redraw = () => {
      colours.clear();
      drawn.forEach((plot) => plot.draw());
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("resize", redraw);
    // Paper has its own width and colours, which the charts take while they are printed.
    addEventListener("beforeprint", () => {
      root.classList.add("paper");
      redraw();
    });
    addEventListener("afterprint", () => {
      root.classList.remove("paper");
      redraw();
    });
    drawPlots(() => (root.dataset.drawn = "true"));
  } catch (error) {
    failed(String(error));
  }
})();
