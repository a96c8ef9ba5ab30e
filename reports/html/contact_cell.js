// One cell of the contact sheet, as the page has it without this script.

// A sample of the table, unpacked where it is used.
function sampleOf(row, table) {
  const [name, split, category, width, height, share, expressions, ...pictures] = row;
  return {
    name,
    split: table.splits[split],
    category: table.categories[category],
    width,
    height,
    share,
    expressions,
    pictures: pictures.map(([label, file, w, h]) => ({
      label: table.labels[label],
      problem: w === undefined ? file : undefined,
      source: w === undefined ? undefined : table.address + file,
      width: w,
      height: h,
    })),
  };
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function pictureElement(picture, name) {
  const figure = element("figure");
  const frame = element("div", picture.problem ? "frame bad" : "frame");
  if (picture.problem) {
    frame.title = picture.problem;
    frame.append(element("b", "", "cannot be read"), element("span", "", picture.problem));
  } else if (!picture.source) {
    frame.append(element("span", "", "none"));
  } else {
    const image = element("img");
    image.loading = "lazy";
    image.decoding = "async";
    image.alt = `${picture.label} of ${name}`;
    image.width = picture.width;
    image.height = picture.height;
    image.src = picture.source;
    frame.append(image);
  }
  figure.append(frame, element("figcaption", "", picture.label));
  return figure;
}

function cellElement(sample) {
  const cell = element("article", "cell");
  const pictures = element("div", "pictures");
  pictures.append(...sample.pictures.map((picture) => pictureElement(picture, sample.name)));
  const name = element("h2", "", sample.name);
  name.title = sample.name;
  const known = [sample.split, sample.category];
  if (sample.width > 0) known.push(`${sample.width}\u00a0×\u00a0${sample.height}\u00a0px`);
  if (sample.share !== null) known.push(`${(100 * sample.share).toFixed(1)}\u00a0%\u00a0unknown`);
  const said = element("p", "said", sample.expressions.map((text) => `“${text}”`).join(" "));
  said.title = said.textContent;
  cell.append(pictures, name, element("p", "what", known.filter(Boolean).join(" · ")), said);
  return cell;
}
