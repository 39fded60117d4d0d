import { states } from './states.js';

/** What an element is called for who cannot see where the note stands. */
function nameOf(drawn, text) {
  const name = drawn.businessObject.name?.trim();
  return name ? `${name} ${text}` : text;
}

function note(drawn, { state, note: text, href }) {
  const made = Object.assign(document.createElement(href ? 'a' : 'div'), { className: `diagram-note note-${state}`, textContent: text });
  if (!href) return made;
  made.href = href;
  made.setAttribute('aria-label', nameOf(drawn, text));
  return made;
}

function sign(state) {
  const made = Object.assign(document.createElement('div'), { className: `diagram-note diagram-sign note-${state}`, textContent: states[state].sign });
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/** Where the note of an element stands: above a shape; on the middle of a flow, counted from the corner of its box. */
function placeOf({ waypoints }) {
  if (!waypoints) return { top: -17, left: 4 };
  const before = Math.floor((waypoints.length - 1) / 2);
  const middle = (axis) => (waypoints[before][axis] + waypoints[before + 1][axis]) / 2 - Math.min(...waypoints.map((point) => point[axis]));
  return { left: middle('x') - 8, top: middle('y') - 9 };
}

/** Where a sign stands: as a note does, but at the left of what is small, whose name stands above it or at its right. */
function signPlaceOf(drawn) {
  return drawn.width < 60 ? { top: -6, left: -9 } : placeOf(drawn);
}

/** Puts on the drawing what is said of one element: its note, which may lead somewhere, else the sign of its state. */
export function annotate(overlays, drawn, said) {
  if (said.note) overlays.add(drawn.id, 'note', { position: placeOf(drawn), html: note(drawn, said) });
  else if (states[said.state]?.sign && !drawn.waypoints) overlays.add(drawn.id, 'note', { position: signPlaceOf(drawn), html: sign(said.state) });
}
