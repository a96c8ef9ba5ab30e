// Tables marked `sortable`: the headings become buttons; rows are put in order within their
// part of the table, so that what is not ranked never mixes with what is. Cells carry their
// value in data-v; a cell without one is absent and comes last either way.

function compareCells(left, right, numeric) {
  const a = left?.dataset.v;
  const b = right?.dataset.v;
  if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
  return numeric ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
}

function sortBody(body, column, numeric, direction) {
  const rows = [...body.rows].filter((row) => !row.classList.contains("part"));
  rows.sort((one, other) => {
    if (direction === 0) return Number(one.dataset.place) - Number(other.dataset.place);
    const left = one.cells[column];
    const right = other.cells[column];
    const absent = left?.dataset.v === undefined || right?.dataset.v === undefined;
    return compareCells(left, right, numeric) * (absent ? 1 : direction);
  });
  body.append(...rows);
}

function startSorting(table) {
  const headings = [...table.tHead.rows[0].cells];
  for (const body of table.tBodies) {
    [...body.rows].forEach((row, place) => (row.dataset.place = String(place)));
  }
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    const arrow = document.createElement("span");
    arrow.className = "arrow";
    arrow.setAttribute("aria-hidden", "true");
    const unit = button.querySelector(".unit");
    if (unit) unit.before(arrow);
    else button.append(arrow);
    heading.append(button);
    const numeric = heading.classList.contains("n");
    button.addEventListener("click", () => {
      const now = heading.getAttribute("aria-sort");
      const direction = now === "ascending" ? -1 : now === "descending" ? 0 : 1;
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      if (direction !== 0) {
        heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      }
      for (const body of table.tBodies) sortBody(body, column, numeric, direction);
    });
  });
}
