// The viewer: one picture in the whole window, with all its layers. Going from layer to layer
// keeps place and zoom, so that two mattes can be flickered; a second layer can be laid beside
// the first behind a movable edge; and a matte can be seen as a cutout on a plain ground.

const viewerMarkup = `
<div class="top">
  <b></b>
  <label>On
    <select class="ground">
      <option value="">matte</option>
      <option value="green">green</option>
      <option value="white">white</option>
      <option value="checker">squares</option>
    </select>
  </label>
  <label>Beside <select class="other"></select></label>
  <input class="split" type="range" min="0" max="100" value="50" aria-label="Place of the edge">
  <button type="button" class="out" aria-label="Zoom out">−</button>
  <button type="button" class="fit">Fit</button>
  <button type="button" class="in" aria-label="Zoom in">+</button>
  <button type="button" class="leave">Close</button>
</div>
<div class="stage" tabindex="0">
  <div class="under"></div>
  <img class="first" alt="">
  <img class="second" alt="">
  <span class="edge"></span>
  <span class="tag left"></span>
  <span class="tag right"></span>
</div>
<div class="bottom">
  <div class="strip" role="group" aria-label="Layers"></div>
  <span class="hint">← → layer · ↑ ↓ image · wheel or + − zoom · drag to move · Esc</span>
</div>`;

class Viewer {
  constructor() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "viewer";
    this.dialog.setAttribute("aria-label", "Image viewer");
    this.dialog.innerHTML = viewerMarkup; // our own text: nothing of the report is in it
    document.body.append(this.dialog);
    const part = (name) => this.dialog.querySelector(name);
    this.title = part(".top b");
    this.ground = part(".ground");
    this.other = part(".other");
    this.split = part(".split");
    this.stage = part(".stage");
    this.under = part(".under");
    this.first = part(".first");
    this.second = part(".second");
    this.edge = part(".edge");
    this.tagLeft = part(".tag.left");
    this.tagRight = part(".tag.right");
    this.strip = part(".strip");
    part(".leave").addEventListener("click", () => this.dialog.close());
    part(".fit").addEventListener("click", () => this.fit());
    part(".in").addEventListener("click", () => this.zoomMiddle(1.5));
    part(".out").addEventListener("click", () => this.zoomMiddle(1 / 1.5));
    for (const control of [this.ground, this.other]) {
      control.addEventListener("change", () => this.show());
    }
    this.split.addEventListener("input", () => this.place());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.opener?.focus());
    window.addEventListener("resize", () => this.dialog.open && this.fit());
    followPointers(this.stage, this);
  }

  open(sample, image, opener) {
    this.opener = opener;
    this.load(sample, image);
    this.dialog.showModal();
    this.stage.focus(); // not the first control, which would take the arrow keys
    this.fit();
  }

  // Takes over the sample's layers; starts at `image`, or at the layer of the same name.
  load(sample, image, label) {
    this.sample = sample;
    this.layers = [...sample.querySelectorAll("img[data-layer]")]
      .filter((layer) => !layer.closest(".off"))
      .map((layer) => ({
        name: layer.dataset.layer,
        matte: layer.dataset.matte !== undefined,
        source: layer.src,
        image: layer,
      }));
    this.now = this.layers.findIndex((layer) => layer.image === image || layer.name === label);
    if (this.now < 0) this.now = 0;
    const beside = this.other.selectedOptions[0]?.textContent;
    this.other.replaceChildren(new Option("nothing", "-1"));
    this.layers.forEach((layer, index) => this.other.append(new Option(layer.name, String(index))));
    const same = this.layers.findIndex((layer) => layer.name === beside);
    this.other.value = String(same);
    this.strip.replaceChildren(
      ...this.layers.map((layer, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = layer.name;
        button.addEventListener("click", () => this.go(index));
        return button;
      }),
    );
    this.title.textContent = sample.dataset.name;
    this.show();
  }

  go(index) {
    this.now = (index + this.layers.length) % this.layers.length;
    this.show();
  }

  // The next or previous picture of the gallery, at the same layer.
  step(direction) {
    const all = [...this.sample.parentElement.querySelectorAll(".sample:not(.off)")];
    const next = all[all.indexOf(this.sample) + direction];
    if (!next) return;
    this.load(next, null, this.layers[this.now].name);
    this.fit();
  }

  // Draws one layer: as it is, or the photograph cut out by it.
  draw(element, layer) {
    const cut = this.ground.value !== "" && layer.matte;
    element.src = cut ? this.layers[0].source : layer.source;
    element.style.maskImage = cut ? `url("${layer.source}")` : "";
    element.style.maskMode = cut ? "luminance" : "";
    element.style.maskSize = cut ? "100% 100%" : "";
    element.alt = `${layer.name} of ${this.sample.dataset.name}`;
  }

  show() {
    const layer = this.layers[this.now];
    const beside = this.layers[Number(this.other.value)];
    this.draw(this.first, layer);
    for (const part of [this.second, this.edge, this.split, this.tagRight]) part.hidden = !beside;
    this.under.hidden = this.ground.value === "";
    this.under.className = `under ${this.ground.value}`;
    if (beside) {
      this.draw(this.second, beside);
      this.tagRight.textContent = beside.name;
    }
    this.tagLeft.textContent = layer.name;
    [...this.strip.children].forEach((button, index) => {
      button.setAttribute("aria-pressed", String(index === this.now));
    });
    this.strip.children[this.now].scrollIntoView({ block: "nearest", inline: "nearest" });
    this.place();
  }

  size() {
    const image = this.layers[0].image;
    return [image.naturalWidth || image.width, image.naturalHeight || image.height];
  }

  fit() {
    const [width, height] = this.size();
    const box = this.stage.getBoundingClientRect();
    this.zoom = Math.min(box.width / width, box.height / height);
    this.x = (box.width - width * this.zoom) / 2;
    this.y = (box.height - height * this.zoom) / 2;
    this.place();
  }

  zoomAt(factor, x, y) {
    const zoom = Math.min(Math.max(this.zoom * factor, 0.1), 40);
    this.x = x - ((x - this.x) * zoom) / this.zoom;
    this.y = y - ((y - this.y) * zoom) / this.zoom;
    this.zoom = zoom;
    this.place();
  }

  zoomMiddle(factor) {
    const box = this.stage.getBoundingClientRect();
    this.zoomAt(factor, box.width / 2, box.height / 2);
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.place();
  }

  place() {
    if (this.zoom === undefined) return;
    const [width, height] = this.size();
    for (const layer of [this.under, this.first, this.second]) {
      layer.style.width = `${width}px`;
      layer.style.height = `${height}px`;
      layer.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.zoom})`;
    }
    this.stage.classList.toggle("close", this.zoom > 3);
    const edge = (this.stage.clientWidth * Number(this.split.value)) / 100;
    this.edge.style.left = `${edge}px`;
    const hidden = Math.min(Math.max((edge - this.x) / this.zoom, 0), width);
    this.second.style.clipPath = `inset(0 0 0 ${hidden}px)`;
    this.first.style.clipPath = this.second.hidden ? "" : `inset(0 ${width - hidden}px 0 0)`;
  }

  key(event) {
    if (event.target.matches("select, input") || event.ctrlKey || event.metaKey) return;
    const actions = {
      ArrowLeft: () => this.go(this.now - 1),
      ArrowRight: () => this.go(this.now + 1),
      ArrowUp: () => this.step(-1),
      ArrowDown: () => this.step(1),
      "+": () => this.zoomMiddle(1.5),
      "=": () => this.zoomMiddle(1.5),
      "-": () => this.zoomMiddle(1 / 1.5),
      0: () => this.fit(),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }
}
