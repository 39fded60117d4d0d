/** The page's CSRF token; another one after somebody signed in again beside this page. */
let token = document.querySelector('meta[name=csrf-token]')?.content ?? '';

async function renewToken() {
  const answer = await fetch(window.location.href, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  token = page.querySelector('meta[name=csrf-token]')?.content ?? token;
}

async function sent(method, url, body) {
  const raw = body instanceof Blob || body === undefined;
  const headers = { Accept: 'application/json', 'X-CSRFToken': token };
  if (!raw) headers['Content-Type'] = 'application/json';
  const answer = await fetch(url, { method, headers, body: raw ? body : JSON.stringify(body) });
  const data = await answer.json().catch(() => ({}));
  return { ok: answer.ok, status: answer.status, data };
}

/**
 * Asks the server; what it sends back is JSON, a problem document when it says no.
 * @param {string} method GET, PUT or POST
 * @param {string} url its address
 * @param {Object|Blob} [body] sent as JSON, or a file as it is
 * @returns {Promise<{ok: boolean, status: number, data: Object}>} rejected when the server cannot be reached
 */
export async function ask(method, url, body) {
  const first = await sent(method, url, body);
  if (first.data.code !== 'page_expired') return first;
  await renewToken();
  return sent(method, url, body);
}
