function release() {
  document.querySelectorAll('form[aria-busy]').forEach((form) => form.removeAttribute('aria-busy'));
}

function guard(event) {
  const form = event.target;
  // htmx has taken it, or it is a search, or a download that may be repeated
  if (event.defaultPrevented || form.method !== 'post' || 'repeatable' in form.dataset) return;
  if (form.hasAttribute('aria-busy')) event.preventDefault();
  form.setAttribute('aria-busy', 'true');
}

/** Drops a second submit while the first is under way; the server's idempotency key stays the real guard. */
export function listenSubmit() {
  document.addEventListener('submit', guard);
  // the back button brings the page as it was left
  window.addEventListener('pageshow', release);
}
