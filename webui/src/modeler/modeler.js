// The diagram editor's page.
import { makeEditor } from './editor.js';

const page = document.querySelector('[data-editor]');

async function open() {
  const answer = await fetch(page.dataset.file, { headers: { Accept: 'application/json' } });
  const { text, ...choices } = await answer.json();
  const editor = makeEditor(page.querySelector('[data-canvas]'), page.querySelector('[data-side]'), choices);
  await editor.importXML(text);
  page.dataset.ready = '';
  return editor;
}

open();
