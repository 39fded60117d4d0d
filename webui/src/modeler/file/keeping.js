import { ask } from './ask.js';
import { download } from './download.js';
import { noNotice } from './notice.js';
import { tellConflict } from './conflict.js';
import { tellState, tellStart } from './state.js';
import { Saving } from './saving.js';

function leaveOnceSaved(saving) {
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[href]');
    if (!link || link.target || link.download || !saving.unsaved || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await saving.flush();
    window.location.assign(link.href); // asks, if it could not be saved
  });
  window.addEventListener('beforeunload', (event) => {
    if (!saving.unsaved) return;
    event.preventDefault();
    event.returnValue = ''; // what browsers before 2023 want to see
  });
}

function saveByKey(editor, saving) {
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    editor.get('directEditing').complete();
    saving.flush();
  });
}

/** Keeps the drawing in the draft. */
export function wireSaving({ page, part, editor, drawing, file }) {
  let leaving = false;
  tellStart(part('state'), file.state);
  const told = (state, details) => {
    tellState(part('state'), state, details);
    if (state === 'conflict') tellConflict({ saving, place: part('notice'), look: page.dataset.look, mine, leave }, details);
  };
  const put = (text, base) => ask('PUT', page.dataset.file, { text, base });
  const saving = new Saving(file, () => drawing.text(), put, told);
  const mine = async () => download(await drawing.text(), file.path.split('/').pop(), 'application/xml');
  const leave = () => {
    leaving = true;
    noNotice(part('notice'));
    window.location.reload();
  };
  leaveOnceSaved({ get unsaved() { return saving.unsaved && !leaving; }, flush: () => saving.flush() });
  saveByKey(editor, saving);
  return saving;
}
