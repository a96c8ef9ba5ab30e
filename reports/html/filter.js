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

// Where there are many models: only those whose name holds every word.
function addModelSearch(key) {
  const chips = [...key.querySelectorAll(".chip")];
  if (chips.length <= 12) return;
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "Find models";
  search.setAttribute("aria-label", "Show only the models whose names hold these words");
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const chip of chips) {
      const name = chip.textContent.toLowerCase();
      showSeries(chip.dataset.s, words.every((word) => name.includes(word)));
    }
  });
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.append(search);
  key.closest("details").before(bar);
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
  document.querySelectorAll(".key").forEach(addModelSearch);
  const mark = (event, hot) => {
    const element = event.target.closest?.("tr[data-s], .point[data-s], .spread[data-s]");
    if (!element) return;
    for (const other of ofSeries(element.dataset.s)) other.classList.toggle("hot", hot);
  };
  document.addEventListener("mouseover", (event) => mark(event, true));
  document.addEventListener("mouseout", (event) => mark(event, false));
}
