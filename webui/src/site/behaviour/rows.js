let added = 0;

function add(table) {
  const template = table.querySelector('template[data-row]');
  // Numbers only ever grow, so that names stay unique after a removal; the server reads rows in page order.
  const number = 1000 + added++;
  const body = table.tBodies[0];
  body.insertAdjacentHTML('beforeend', template.innerHTML.split('__n__').join(number));
  const row = body.lastElementChild;
  offerRows(row);
  row.querySelector('input, select, textarea')?.focus();
}

function clicked({ target }) {
  const opener = target.closest('[data-row-add]');
  if (opener) add(document.querySelector(opener.dataset.rowAdd));
  const remover = target.closest('[data-row-remove]');
  if (!remover) return;
  const form = remover.form;
  remover.closest('tr').remove();
  // a removed row is a change to be saved like any other
  form?.elements[0]?.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Shows the buttons that only work with this script. */
export function offerRows(part) {
  part.querySelectorAll('[data-row-add], [data-row-remove]').forEach((button) => { button.hidden = false; });
}

export function listenRows() {
  document.addEventListener('click', clicked);
}
