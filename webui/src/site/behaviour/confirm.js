import { say } from '../words.js';

const confirmed = new WeakSet();

function button(text, look, value) {
  return Object.assign(document.createElement('button'), { className: `btn ${look}`, textContent: text, value, type: 'submit' });
}

/** Shows the question; resolves to whether it was answered with yes. */
function ask(question) {
  const dialog = document.createElement('dialog');
  // old browsers have no dialog element
  if (!dialog.showModal) return Promise.resolve(window.confirm(question));
  dialog.className = 'ask';
  const form = Object.assign(document.createElement('form'), { method: 'dialog' });
  const text = Object.assign(document.createElement('p'), { textContent: question, id: 'ask-text' });
  const row = Object.assign(document.createElement('div'), { className: 'actions' });
  row.append(button(say('yes'), 'btn-primary', 'yes'), button(say('no'), 'btn-outline-secondary', 'no'));
  form.append(text, row);
  dialog.append(form);
  dialog.setAttribute('aria-labelledby', 'ask-text');
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
  });
}

async function holdBack(event) {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(question))) return;
  confirmed.add(form);
  form.requestSubmit(submitter);
}

/** Asks `data-confirm` of the button or form before anything else sees the submit, htmx included. */
export function listenConfirm() {
  document.addEventListener('submit', holdBack, true);
}
