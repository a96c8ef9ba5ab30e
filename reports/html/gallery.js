// The gallery's tool bar: find a picture by its name, and put the hardest first.

function startGallery(gallery) {
  const samples = [...gallery.querySelectorAll(".sample")];
  if (samples.length < 2) return;
  const bar = document.createElement("div");
  bar.className = "toolbar";

  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "Find an image";
  search.setAttribute("aria-label", "Find an image by its name");
  const count = document.createElement("span");
  count.className = "soft";
  count.setAttribute("role", "status");
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const sample of samples) {
      const name = sample.dataset.name.toLowerCase();
      const found = words.every((word) => name.includes(word));
      sample.classList.toggle("off", !found);
      if (found) ++shown;
    }
    count.textContent = words.length ? `${shown} of ${samples.length}` : "";
  });
  bar.append(search, count);

  if (samples.some((sample) => sample.dataset.v !== undefined)) {
    const order = document.createElement("select");
    order.setAttribute("aria-label", "Order of the images");
    order.append(new Option("In the suite's order", "suite"), new Option("Hardest first", "hard"));
    order.addEventListener("change", () => {
      const sorted = [...samples];
      if (order.value === "hard") {
        sorted.sort((a, b) => Number(b.dataset.v ?? -1) - Number(a.dataset.v ?? -1));
      }
      gallery.append(...sorted);
    });
    bar.append(order);
  }
  gallery.prepend(bar);
}
