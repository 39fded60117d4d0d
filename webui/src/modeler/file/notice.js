function button(text, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: text });
  made.addEventListener('click', act);
  return made;
}

function link(text, href) {
  return Object.assign(document.createElement('a'), { className: 'btn btn-sm btn-outline-secondary', textContent: text, href, target: '_blank' });
}

/**
 * A line above the drawing that stays until it is answered.
 * @param {HTMLElement} place where
 * @param {string} text what it says
 * @param {[string, string | (() => void)][]} ways what may be done: words, and an address or what to do
 * @param {string} tone danger, warning or info
 */
export function notice(place, text, ways, tone = 'warning') {
  const words = Object.assign(document.createElement('span'), { textContent: text });
  const does = ways.map(([label, way]) => (typeof way === 'string' ? link(label, way) : button(label, way)));
  place.className = `editor-notice flash flash-${tone}`;
  place.replaceChildren(words, ...does);
  place.hidden = false;
}

/** Takes the line away. */
export function noNotice(place) {
  place.hidden = true;
  place.replaceChildren();
}
