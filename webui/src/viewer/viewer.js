// Draws diagrams with what is to be said of their elements: one canvas per level, elements coloured by state, a note above each
// that has one. A case, two versions, what scenarios walked, where all open cases stand: all are told in the same way.
import { levelsOf } from './source.js';
import { drawLevel } from './level.js';
import { legend } from './legend.js';
import { zoomButtons } from './zoom.js';
import { say } from '../site/words.js';

function statesIn(levels) {
  return new Set(levels.flatMap((level) => Object.values(level.elements).map((element) => element.state)));
}

async function draw(place) {
  const levels = await levelsOf(place.dataset.diagram);
  // what stood there says the same in words: it stays for who cannot see the picture
  place.querySelector('.diagram-words')?.classList.add('visually-hidden');
  const bar = Object.assign(document.createElement('div'), { className: 'diagram-bar' });
  bar.append(legend(statesIn(levels)));
  place.append(bar);
  const drawn = [];
  for (const level of levels) drawn.push(await drawLevel(place, level, levels.length > 1));
  bar.append(zoomButtons(drawn));
  place.dataset.drawn = String(levels.length);
}

function tellFailure(place, error) {
  console.warn(error);
  place.append(Object.assign(document.createElement('p'), { className: 'diagram-failed', textContent: say('diagramFailed') }));
}

function drawAll(root) {
  root.querySelectorAll('[data-diagram]:not([data-drawing])').forEach((place) => {
    place.dataset.drawing = '';
    draw(place).catch((error) => tellFailure(place, error));
  });
}

drawAll(document);
// a part of a page that was fetched again may bring drawings of its own
document.addEventListener('htmx:afterSettle', ({ target }) => drawAll(target.parentElement ?? document));
