import { csrfToken } from './token.js';
import { say } from '../words.js';

const pause = 2000;
const waiting = new Map();

function tell(form, text) {
  const place = form.querySelector('[data-autosave-state]');
  if (place) place.textContent = text;
}

function fields(form) {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  return new URLSearchParams(entries);
}

function forget(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
}

async function save(form) {
  forget(form);
  tell(form, say('draftSaving'));
  const headers = { 'X-CSRFToken': csrfToken(), Accept: 'application/json' };
  try {
    // keepalive: the request outlives the page when it is being left
    const answer = await fetch(form.dataset.autosave, { method: 'POST', body: fields(form), headers, keepalive: true });
    // a redirect means the sign-in page: nothing was saved
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const time = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' });
    tell(form, say('draftSaved', { time }));
  } catch {
    tell(form, say('draftFailed'));
  }
}

function changed(event) {
  const form = event.target.form;
  if (!form?.dataset.autosave) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(save, pause, form));
}

/** Saves drafts of `data-autosave` forms two seconds after a change and when the page is left. */
export function listenDrafts() {
  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  document.addEventListener('submit', (event) => !event.defaultPrevented && forget(event.target));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') [...waiting.keys()].forEach(save);
  });
}
