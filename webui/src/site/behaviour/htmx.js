// htmx under a strict content security policy and close to version 4: no evaluation, no inheritance, 422 is swapped in.
import htmx from 'htmx.org';
import { csrfToken } from './token.js';
import { say } from '../words.js';

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  disableInheritance: true,
  selfRequestsOnly: true,
  // pages hold what only this person may see: nothing of them stays in the browser's storage
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '...', swap: false, error: true },
  ],
});

document.addEventListener('htmx:configRequest', (event) => {
  if (event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = csrfToken();
});

/** A request that failed must not look like one that did nothing. */
function tellFailure() {
  const box = document.querySelector('.flashes') ?? document.querySelector('main');
  const line = Object.assign(document.createElement('p'), { className: 'flash flash-danger', textContent: say('requestFailed') });
  line.setAttribute('role', 'alert');
  box?.prepend(line);
}
document.addEventListener('htmx:responseError', tellFailure);
document.addEventListener('htmx:sendError', tellFailure);
