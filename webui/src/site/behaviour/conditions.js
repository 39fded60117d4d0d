const controls = 'input, select, textarea, button';

/** `field=a|b`: it has one of these values; `field!=a|b`: none of them, or no value at all. */
function holds(form, condition) {
  const [, name, not, values] = condition.match(/^(.*?)(!?)=(.*)$/);
  const wanted = values.split('|');
  return new FormData(form).getAll(name).some((value) => wanted.includes(value)) === !not;
}

function apply(form) {
  // In page order, so that what hangs on a hidden field is hidden with it: disabled controls have no value.
  form.querySelectorAll('[data-show-when]').forEach((field) => {
    const shown = holds(form, field.dataset.showWhen);
    field.hidden = !shown;
    field.querySelectorAll(controls).forEach((control) => { control.disabled = !shown; });
  });
}

function formsOf(part) {
  const fields = part.querySelectorAll('[data-show-when]');
  return new Set([...fields].map((field) => field.closest('form')).filter(Boolean));
}

/** Shows and hides the `data-show-when` fields of a page or part of one. */
export function applyConditions(part) {
  formsOf(part).forEach(apply);
}

export function listenConditions() {
  document.addEventListener('change', ({ target }) => target.form?.querySelector('[data-show-when]') && apply(target.form));
}
