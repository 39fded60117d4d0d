// the palette lies over the left edge of the canvas, the bpmn.io mark at the bottom right
const margin = { left: 125, right: 30, top: 30, bottom: 50 };

/** Shows the whole drawing beside the palette, never above natural size. */
export function fit(canvas, palette = true) {
  // what it remembers is from before the list of problems grew or something was drawn
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const left = palette ? margin.left : margin.right;
  const across = (outer.width - left - margin.right) / inner.width;
  const down = (outer.height - margin.top - margin.bottom) / inner.height;
  const scale = Math.max(0.2, Math.min(1, across, down));
  const top = inner.y - (outer.height / scale - inner.height) / 2;
  canvas.viewbox({
    x: inner.x - left / scale,
    y: Math.min(top, inner.y - margin.top / scale),
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
