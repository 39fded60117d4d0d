import { say } from '../site/words.js';

function button(text, label, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: text, title: label });
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

/** Larger, smaller, whole: above the drawing, away from the mark at its foot. */
export function zoomButtons(viewer, fit) {
  const step = (by) => () => viewer.get('zoomScroll').stepZoom(by);
  const row = Object.assign(document.createElement('div'), { className: 'diagram-zoom' });
  row.append(button('＋', say('larger'), step(1)), button('－', say('smaller'), step(-1)), button(say('whole'), say('whole'), fit));
  return row;
}
