// Wheel, drag and pinch on the viewer's stage.

function followPointers(stage, viewer) {
  const held = new Map();
  const local = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = () => {
    const [a, b] = [...held.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = local(event);
      viewer.zoomAt(Math.exp(-event.deltaY / 400), x, y);
    },
    { passive: false },
  );
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    held.set(event.pointerId, local(event));
    stage.classList.add("held");
  });
  stage.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    if (held.size === 1) {
      viewer.move(now.x - before.x, now.y - before.y);
      held.set(event.pointerId, now);
    } else if (held.size === 2) {
      const apart = spread();
      held.set(event.pointerId, now);
      if (apart > 0) viewer.zoomAt(spread() / apart, now.x, now.y);
    }
  });
  const release = (event) => {
    held.delete(event.pointerId);
    if (held.size === 0) stage.classList.remove("held");
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("dblclick", () => viewer.fit());
}
