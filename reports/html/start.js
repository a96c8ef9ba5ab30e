// Everything above is an addition: without it the page shows the same figures and pictures.

function startEnlarging() {
  let viewer;
  for (const image of document.querySelectorAll("img[data-layer]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.title = "Enlarge and compare";
    image.replaceWith(button);
    button.append(image);
    button.addEventListener("click", () => {
      viewer ??= new Viewer();
      viewer.open(button.closest(".sample"), image, button);
    });
  }
}

// Marks in the bar which section the reader is in.
function startNavigation() {
  const links = new Map();
  for (const link of document.querySelectorAll(".bar nav a")) {
    const section = document.getElementById(link.hash.slice(1));
    if (section) links.set(section, link);
  }
  const seen = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target);
        else seen.delete(entry.target);
      }
      const first = [...links.keys()].find((section) => seen.has(section));
      for (const [section, link] of links) {
        if (section === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-20% 0px -60% 0px" },
  );
  for (const section of links.keys()) watch.observe(section);
}

document.addEventListener("DOMContentLoaded", () => {
  startTheme();
  document.querySelectorAll("table.sortable").forEach(startSorting);
  startFilter();
  document.querySelectorAll(".gallery").forEach(startGallery);
  startEnlarging();
  startNavigation();
});
