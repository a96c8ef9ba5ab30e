// The contact sheet. Without this script the page shows its first samples; with it, all of them,
// of which only those in view are in the document, found by words, split and category, and sorted.

const byName = new Intl.Collator("en", { numeric: true });
const pixels = (row) => row[3] * row[4];

// Thousands parted by a narrow space, as elsewhere on the page.
function grouped(count) {
  return count.toLocaleString("en").replaceAll(",", "\u202f");
}

// What is not known comes last either way.
function byShare(direction) {
  return (a, b) => (a[5] === null) - (b[5] === null) || direction * (a[5] - b[5]);
}

const orders = {
  "In the data set's order": undefined,
  "By name": (a, b) => byName.compare(a[0], b[0]),
  "Largest first": (a, b) => pixels(b) - pixels(a),
  "Smallest first": (a, b) => pixels(a) - pixels(b),
  "Most unknown first": byShare(-1),
  "Least unknown first": byShare(1),
};

// A choice between the words of a list that samples have; undefined where there is none.
function selectOf(words, label, all) {
  if (words.filter(Boolean).length === 0 || words.length < 2) return undefined;
  const select = element("select");
  select.setAttribute("aria-label", label);
  select.append(new Option(all, "-1"));
  const places = words.map((word, place) => [word, place]);
  places.sort((a, b) => byName.compare(a[0], b[0]));
  for (const [word, place] of places) select.append(new Option(word || "(none)", String(place)));
  return select;
}

function startSheet() {
  const table = JSON.parse(document.getElementById("table").textContent);
  const grid = document.getElementById("sheet");
  if (table.samples.length === 0) return;
  const sheet = new Sheet(grid, table);
  const texts = table.samples.map((row) =>
    [row[0], table.splits[row[1]], table.categories[row[2]], ...row[6]].join("\n").toLowerCase(),
  );
  const text = new Map(table.samples.map((row, place) => [row, texts[place]]));

  const search = element("input");
  search.type = "search";
  search.placeholder = "Find by name, category, split or expression";
  search.setAttribute("aria-label", search.placeholder);
  const split = selectOf(table.splits, "Split", "All splits");
  const category = selectOf(table.categories, "Category", "All categories");
  const order = element("select");
  order.setAttribute("aria-label", "Order");
  const anyShare = table.samples.some((row) => row[5] !== null);
  for (const name of Object.keys(orders)) {
    if (anyShare || !name.includes("unknown")) order.append(new Option(name));
  }
  const count = element("span", "soft");
  count.setAttribute("role", "status");

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row, select, at) => !select || select.value === "-1" || row[at] === +select.value;
    const chosen = table.samples.filter(
      (row) =>
        fits(row, split, 1) &&
        fits(row, category, 2) &&
        words.every((word) => text.get(row).includes(word)),
    );
    if (orders[order.value]) chosen.sort(orders[order.value]);
    const some = chosen.length < table.samples.length ? `${grouped(chosen.length)} of ` : "";
    count.textContent = `${some}${grouped(table.samples.length)} samples`;
    sheet.show(chosen);
    sheet.toTop();
  };
  const controls = element("div", "controls");
  for (const control of [search, split, category, order].filter(Boolean)) {
    control.addEventListener("input", apply);
    controls.append(control);
  }
  controls.append(count);
  grid.before(controls);
  apply();
}

document.addEventListener("DOMContentLoaded", () => {
  startTheme();
  startSheet();
});
