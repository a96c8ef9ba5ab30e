// Draws those of the chosen samples that are in view. Empty space above and below stands for
// the others, so that the page is as long as if they were there.
class Sheet {
  constructor(grid, table) {
    this.grid = grid;
    this.table = table;
    this.chosen = table.samples;
    this.drawn = new Map();
    this.waiting = false;
    const soon = () => {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.draw();
      });
    };
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", () => this.measure());
    this.show(this.chosen);
  }

  show(chosen) {
    this.chosen = chosen;
    this.drawn.clear();
    this.begin = undefined;
    this.grid.replaceChildren();
    this.measure();
  }

  // How many stand beside each other and how high they are, from one that is drawn. The sample
  // at the top of the window stays there when the window's width changes.
  measure() {
    const top = this.columns ? this.rowAt(0) * this.columns : 0;
    const probe = this.drawn.values().next().value ?? this.put(0);
    if (!probe) {
      this.grid.style.padding = "0";
      return;
    }
    const style = getComputedStyle(this.grid);
    const before = `${this.columns} ${this.row}`;
    this.gap = parseFloat(style.rowGap);
    this.columns = style.gridTemplateColumns.split(" ").length;
    this.row = probe.getBoundingClientRect().height + this.gap;
    this.draw();
    if (before === `${this.columns} ${this.row}` || top === 0) return;
    const place = this.grid.getBoundingClientRect().top + Math.floor(top / this.columns) * this.row;
    window.scrollBy({ top: place, behavior: "instant" });
    this.draw();
  }

  rowAt(y) {
    return Math.max(0, Math.floor((y - this.grid.getBoundingClientRect().top) / this.row));
  }

  put(place) {
    if (!this.chosen[place]) return undefined;
    const cell = cellElement(sampleOf(this.chosen[place], this.table));
    this.drawn.set(place, cell);
    this.grid.append(cell);
    return cell;
  }

  draw() {
    const rows = Math.ceil(this.chosen.length / this.columns);
    if (!rows) return;
    const margin = window.innerHeight; // a window's height above and below
    const first = Math.min(this.rowAt(-margin), rows - 1);
    const end = Math.min(rows, this.rowAt(window.innerHeight + margin) + 1);
    const begin = first * this.columns;
    const stop = Math.min(this.chosen.length, Math.max(end, first + 1) * this.columns);
    if (begin !== this.begin || stop !== this.stop) this.fill(begin, stop);
    this.begin = begin;
    this.stop = stop;
    const below = rows - Math.ceil(stop / this.columns);
    this.grid.style.paddingTop = `${first * this.row}px`;
    this.grid.style.paddingBottom = `${below * this.row}px`;
  }

  // Keeps the elements that stay in view, so that their pictures do not flicker.
  fill(begin, stop) {
    const cells = [];
    const kept = new Map();
    for (let place = begin; place < stop; ++place) {
      const cell =
        this.drawn.get(place) ?? cellElement(sampleOf(this.chosen[place], this.table));
      kept.set(place, cell);
      cells.push(cell);
    }
    this.drawn = kept;
    this.grid.replaceChildren(...cells);
  }

  toTop() {
    const top = this.grid.parentElement.getBoundingClientRect().top;
    if (top < 0) window.scrollBy({ top: top - 60, behavior: "instant" });
  }
}
