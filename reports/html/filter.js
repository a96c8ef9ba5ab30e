// The chips of the key switch a model off and on everywhere: rows, charts and gallery share
// the number in data-s. Pointing at one of them marks the others.

const hiddenSeries = new Set();

function ofSeries(series) {
  return document.querySelectorAll(`[data-s="${series}"]`);
}

function showSeries(series, shown) {
  if (shown) hiddenSeries.delete(series);
  else hiddenSeries.add(series);
  for (const element of ofSeries(series)) {
    if (element.classList.contains("chip")) element.setAttribute("aria-pressed", String(shown));
    else element.classList.toggle("off", !shown);
  }
  // The line of the best trade-offs was drawn for all of them.
  document.body.classList.toggle("filtered", hiddenSeries.size > 0);
}

function startFilter() {
  for (const span of document.querySelectorAll(".key .chip")) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = span.className;
    chip.dataset.s = span.dataset.s;
    chip.title = "Show or hide this model everywhere";
    chip.setAttribute("aria-pressed", "true");
    chip.append(...span.childNodes);
    chip.addEventListener("click", () => {
      showSeries(chip.dataset.s, hiddenSeries.has(chip.dataset.s));
    });
    span.replaceWith(chip);
  }
  const mark = (event, hot) => {
    const element = event.target.closest?.("tr[data-s], .point[data-s], .spread[data-s]");
    if (!element) return;
    for (const other of ofSeries(element.dataset.s)) other.classList.toggle("hot", hot);
  };
  document.addEventListener("mouseover", (event) => mark(event, true));
  document.addEventListener("mouseout", (event) => mark(event, false));
}
