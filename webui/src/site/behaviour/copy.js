import { say } from '../words.js';

/** Shows the copy buttons: they do nothing without this script. */
export function offerCopy(part) {
  part.querySelectorAll('[data-copy]').forEach((button) => { button.hidden = false; });
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  field.select();
  // Browsers keep the clipboard to pages over https; inside the bureau it is often plain http.
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else if (!document.execCommand('copy')) return;
  button.textContent = say('copied');
}

/** Copies the field that `data-copy` of a button names; it stays selected, to be copied by hand. */
export function listenCopy() {
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-copy]');
    if (button) copy(button).catch(() => {});
  });
}
