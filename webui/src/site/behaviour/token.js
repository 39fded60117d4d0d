/** The page's CSRF token, empty when the page has none. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? '';
}
