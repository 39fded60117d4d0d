import { states } from './states.js';
import { say } from '../site/words.js';

function entry(state) {
  const item = Object.assign(document.createElement('li'), { className: `legend-entry legend-${state}`, textContent: say(state) });
  return item;
}

/** The list of states that occur, in the order of their life. */
export function legend(occurring) {
  const list = Object.assign(document.createElement('ul'), { className: 'legend' });
  list.setAttribute('aria-label', say('legend'));
  list.append(...Object.keys(states).filter((state) => occurring.has(state)).map(entry));
  return list;
}
