import { say } from '../site/words.js';

function button(text, label, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: text, title: label });
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

/** Larger, smaller, whole, for all levels at once: above the drawing, away from the mark at its foot. */
export function zoomButtons(levels) {
  const step = (by) => () => levels.forEach((level) => level.zoom(by));
  const fit = () => levels.forEach((level) => level.fit());
  const row = Object.assign(document.createElement('div'), { className: 'diagram-zoom' });
  row.append(button('＋', say('larger'), step(1)), button('－', say('smaller'), step(-1)), button(say('whole'), say('whole'), fit));
  return row;
}
