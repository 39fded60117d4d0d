/** A `data-check-all="name"` box ticks every box of that name in its form. */
export function listenChecks() {
  document.addEventListener('change', ({ target }) => {
    if (!target.dataset.checkAll) return;
    const boxes = target.form?.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(target.dataset.checkAll)}"]`) ?? [];
    boxes.forEach((box) => { box.checked = target.checked && !box.disabled; });
  });
}
