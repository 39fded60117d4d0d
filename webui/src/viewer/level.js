import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { keepFitted } from './fit.js';
import { annotate } from './notes.js';
import { states } from './states.js';

const fontFamily = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';

function viewerIn(container) {
  return new NavigatedViewer({
    container,
    textRenderer: { defaultStyle: { fontFamily }, externalStyle: { fontFamily, fontSize: 12 } },
    // the wheel scrolls the page; buttons zoom
    zoomScroll: { enabled: false },
  });
}

/** Gives the drawn shapes their colours before they are rendered, arrow heads included. */
function colour(definitions, elements) {
  for (const { plane } of definitions.diagrams) {
    for (const drawn of plane.planeElement) {
      const look = states[elements[drawn.bpmnElement?.id]?.state];
      if (!look) continue;
      drawn.set('color:border-color', look.line);
      if (drawn.$type === 'bpmndi:BPMNShape') drawn.set('color:background-color', look.ground);
    }
  }
}

function mark(viewer, elements) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [id, said] of Object.entries(elements)) {
    const drawn = registry.get(id);
    if (!drawn) continue;
    canvas.addMarker(id, `st-${said.state}`);
    if (said.href) canvas.addMarker(id, 'leads');
    annotate(viewer.get('overlays'), drawn, said);
  }
  viewer.on('element.click', ({ element }) => {
    const way = elements[element.id]?.href;
    if (way) window.location.assign(way);
  });
}

/** What the drawing is called: as the server says, else as its pool is named, else its key. */
function titleOf(level, definitions) {
  const named = definitions.rootElements.flatMap((root) => root.participants ?? []).find((pool) => pool.name);
  return level.title ?? named?.name ?? level.process;
}

function frame(place) {
  const box = Object.assign(document.createElement('div'), { className: 'diagram-level' });
  const container = Object.assign(document.createElement('div'), { className: 'diagram-canvas' });
  box.append(container);
  place.append(box);
  return container;
}

function entitle(container, title, shown) {
  const svg = container.querySelector('svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  if (shown) container.before(Object.assign(document.createElement('h3'), { className: 'diagram-title', textContent: title }));
}

/**
 * Draws one call level below what is already in `place`.
 * @returns {Promise<{zoom: (by: number) => void, fit: () => void}>} once it stands there, fitted
 */
export async function drawLevel(place, level, titled) {
  const container = frame(place);
  const viewer = viewerIn(container);
  viewer.on('import.parse.complete', ({ definitions }) => { if (definitions) colour(definitions, level.elements); });
  await viewer.importXML(level.xml);
  mark(viewer, level.elements);
  entitle(container, titleOf(level, viewer.getDefinitions()), titled);
  return { zoom: (by) => viewer.get('zoomScroll').stepZoom(by), fit: keepFitted(viewer.get('canvas'), container) };
}
