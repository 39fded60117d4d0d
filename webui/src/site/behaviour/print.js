/** Shows the print buttons: they do nothing without this script. */
export function offerPrint(part) {
  part.querySelectorAll('[data-print]').forEach((button) => { button.hidden = false; });
}

export function listenPrint() {
  document.addEventListener('click', ({ target }) => target.closest('[data-print]') && window.print());
}
