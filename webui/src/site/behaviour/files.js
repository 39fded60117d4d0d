import { say } from '../words.js';

const megabyte = 1024 * 1024;

function check(input) {
  const limit = Number(input.dataset.maxBytes);
  const large = [...input.files].find((file) => file.size > limit);
  input.parentElement.querySelector('[data-file-error]')?.remove();
  input.setAttribute('aria-invalid', String(Boolean(large)));
  if (!large) return;
  const size = (large.size / megabyte).toFixed(1);
  const textContent = say('fileTooLarge', { size, limit: Math.floor(limit / megabyte) });
  const line = Object.assign(document.createElement('p'), { className: 'field-error', textContent });
  line.dataset.fileError = '';
  line.setAttribute('role', 'alert');
  input.after(line);
  input.value = '';
}

/** Refuses a file over `data-max-bytes` before it is sent; the server checks again. */
export function listenFiles() {
  document.addEventListener('change', ({ target }) => target.dataset.maxBytes && check(target));
}
