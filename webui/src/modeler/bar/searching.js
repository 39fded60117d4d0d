const box = '.djs-search-input input';

/**
 * Makes the search pad hear what an input method writes: by itself it looks only when a key goes up, and takes the Enter that
 * ends a Chinese word for the one that chooses a result.
 */
export default class Searching {
  static $inject = ['eventBus', 'canvas', 'searchPad'];

  #composed = false;

  constructor(eventBus, canvas, searchPad) {
    eventBus.once('searchPad.opened', () => {
      const place = canvas.getContainer();
      place.addEventListener('input', (event) => {
        if (event.target.matches(box)) searchPad._search(event.target.value);
      });
      place.addEventListener('keydown', (event) => { this.#composed = event.isComposing; }, true);
      place.addEventListener('keyup', (event) => {
        if (this.#composed && event.target.matches(box)) event.stopPropagation();
      }, true);
    });
  }
}
