const margin = 24;
// room below the drawing for the bpmn.io mark, which nothing may overlap
const markRoom = 40;
// A4 landscape within the margins of the print sheet, in CSS pixels (96 to the inch)
const paper = { width: 1000, height: 590 };

/** Sizes the canvas to the drawing at the given width, never above natural size, and shows all of it. */
function fitInto(canvas, container, width, tallest = Infinity) {
  const { inner } = canvas.viewbox();
  const room = tallest - 2 * margin - markRoom;
  const scale = Math.min(1, (width - 2 * margin) / inner.width, room / inner.height);
  const height = inner.height * scale + 2 * margin + markRoom;
  container.style.height = `${height}px`;
  canvas.resized();
  const box = { width: width / scale, height: height / scale };
  canvas.viewbox({ x: inner.x - (box.width - inner.width) / 2, y: inner.y - margin / scale, ...box });
}

/**
 * Fits the drawing now, whenever its width changes (a folded panel opens, the window turns) and for paper.
 * @returns {() => void} fits it once more, for a button
 */
export function keepFitted(canvas, container) {
  let last = 0;
  const fit = () => {
    last = container.clientWidth;
    if (last) fitInto(canvas, container, last);
  };
  new ResizeObserver(() => container.style.width || container.clientWidth === last || fit()).observe(container);
  window.addEventListener('beforeprint', () => {
    // the print layout is not known yet when this is called: the width is set, then fitted to
    container.style.width = `${paper.width}px`;
    fitInto(canvas, container, paper.width, paper.height);
  });
  window.addEventListener('afterprint', () => {
    container.style.width = '';
    fit();
  });
  fit();
  return fit;
}
