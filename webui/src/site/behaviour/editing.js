// Editors of forms and mails.
let unsaved = false;

/** Keeps in a hidden field which parts are unfolded: the server draws them so again. */
function folded({ target }) {
  const name = target.dataset?.open;
  const field = name && target.closest('form')?.elements[name];
  if (field) field.value = target.open ? 'yes' : '';
}

function changed({ target }) {
  const form = target.form ?? target.closest?.('form');
  if (form && 'unsaved' in form.dataset) unsaved = true;
}

function clicked(event) {
  // moving or taking away a part is a change as well
  if (event.target.closest('[name="_do"][hx-post]')) changed(event);
  insert(event);
}

/** While the server draws the editor again nothing can be typed into the one that goes: it would be lost. */
function drawing(event) {
  if (event.detail.target?.id === 'editor') event.detail.target.inert = event.type === 'htmx:beforeRequest';
}

/** What is wrong was said anew: the inputs that it is said of look like it. */
function marked({ target }) {
  if (!target.closest?.('#editor, #preview')) return;
  document.querySelectorAll('#editor .part-field').forEach((part) => {
    const wrong = Boolean(part.querySelector('.field-error'));
    part.querySelector('input, select, textarea')?.setAttribute('aria-invalid', String(wrong));
  });
}

/** Leaving the page asks first, once something was changed and until it is sent. */
function leaving(event) {
  if (!unsaved) return;
  event.preventDefault();
  event.returnValue = '';
}

/** Puts the text of a `data-insert` button where the cursor is in the field `data-into`. */
function insert({ target }) {
  const button = target.closest('[data-insert]');
  const field = button && document.querySelector(button.dataset.into);
  if (!field) return;
  field.focus();
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Shows the buttons that only work with this script. */
export function offerInserts(part) {
  part.querySelectorAll('[data-insert]').forEach((button) => { button.hidden = false; });
}

export function listenEditing() {
  document.addEventListener('toggle', folded, true);
  document.addEventListener('input', changed);
  document.addEventListener('submit', (event) => { if (!event.defaultPrevented) unsaved = false; });
  document.addEventListener('click', clicked);
  document.addEventListener('htmx:beforeRequest', drawing);
  document.addEventListener('htmx:afterRequest', drawing);
  document.addEventListener('htmx:afterSettle', marked);
  window.addEventListener('beforeunload', leaving);
}
