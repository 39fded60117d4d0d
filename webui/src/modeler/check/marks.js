import { say } from '../i18n/words.js';

const classes = ['has-error', 'has-warning'];

function byElement(problems) {
  const found = new Map();
  for (const each of problems) found.set(each.element, [...(found.get(each.element) ?? []), each]);
  return found;
}

function sign(severity, problems) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: `check-mark check-${severity}` });
  made.textContent = severity === 'error' ? '×' : '!';
  made.title = problems.map((each) => each.message).join('\n');
  made.setAttribute('aria-label', say('{n} 个问题：{words}', { n: problems.length, words: made.title }));
  return made;
}

// at the upper right corner of a shape; in the middle of a line
function place(element) {
  if (!element.waypoints) return { top: -11, right: 11 };
  const [one, other] = element.waypoints.slice(Math.floor((element.waypoints.length - 1) / 2));
  const left = Math.min(...element.waypoints.map((point) => point.x));
  const top = Math.min(...element.waypoints.map((point) => point.y));
  return { top: (one.y + other.y) / 2 - top - 9, left: (one.x + other.x) / 2 - left - 9 };
}

/** Marks on the elements that something is wrong with; hovering tells what. */
export class Marks {
  #editor; #pick;

  /** @param {(id: string) => void} pick is called when a mark is pressed */
  constructor(editor, pick) {
    this.#editor = editor;
    this.#pick = pick;
  }

  /** Shows `problems` of the drawing, in place of those before. */
  show(problems) {
    const registry = this.#editor.get('elementRegistry');
    this.#clear(registry);
    for (const [id, own] of byElement(problems)) {
      const element = registry.get(id);
      if (element?.parent) this.#mark(element, own);
    }
  }

  #clear(registry) {
    this.#editor.get('overlays').remove({ type: 'check' });
    const canvas = this.#editor.get('canvas');
    for (const element of registry.getAll()) for (const name of classes) if (canvas.hasMarker(element, name)) canvas.removeMarker(element, name);
  }

  #mark(element, problems) {
    const severity = problems.some((each) => each.severity === 'error') ? 'error' : 'warning';
    const html = sign(severity, problems);
    html.addEventListener('click', () => this.#pick(element.id));
    this.#editor.get('canvas').addMarker(element, `has-${severity}`);
    this.#editor.get('overlays').add(element, 'check', { position: place(element), html, scale: false });
  }
}
