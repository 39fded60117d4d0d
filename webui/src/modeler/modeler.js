// The diagram editor's page: reads the file, draws it, and joins the parts around the drawing.
import { makeEditor, makeViewer } from './editor.js';
import { wireBar } from './bar/bar.js';
import { Drawing } from './file/drawing.js';
import { ask } from './file/ask.js';
import { noNotice, notice } from './file/notice.js';
import { fit } from './fit.js';
import { say } from './i18n/words.js';
import { wireChecking } from './check/index.js';
import { wireExport } from './file/exporting.js';
import { withDrawing } from './file/layout.js';
import { wireSaving } from './file/keeping.js';
import { wireImport } from './file/bringing.js';
import { named, wireHash } from './bar/picking.js';

const page = document.querySelector('[data-editor]');
const part = (name) => page.querySelector(`[data-${name}]`);

async function open() {
  const answer = await ask('GET', page.dataset.file);
  if (!answer.ok) throw new Error(answer.data.detail);
  const { text, ...choices } = answer.data;
  const readonly = page.dataset.readonly !== undefined || choices.readonly;
  const editor = readonly ? makeViewer(part('canvas')) : makeEditor(part('canvas'), part('side'), choices);
  const drawing = new Drawing(editor);
  const shared = { page, part, editor, drawing, file: { ...choices, text } };
  const pick = wireHash(editor);
  const more = { ...wireExport(shared), ...(readonly ? {} : wireEditing(shared, pick)) };
  wireBar(part('bar'), editor, more);
  await read(drawing, text, editor.get('moddle'));
  fit(editor.get('canvas'), !readonly);
  pick(named());
  editor.get('canvas').focus(); // so that keys work at once
  page.dataset.ready = '';
}

async function read(drawing, text, moddle) {
  const drawn = await withDrawing(text, moddle);
  await drawing.read(text, drawn);
  if (drawn === text) return;
  const place = part('notice');
  notice(place, say('文件里没有图形，已自动排列，泳池和泳道没有画出。'), [[say('知道了'), () => noNotice(place)]], 'info');
}

function wireEditing(shared, pick) {
  const checking = wireChecking(shared, pick);
  const saving = wireSaving(shared);
  const changed = () => {
    saving.changed();
    checking.changed();
  };
  shared.editor.on('commandStack.changed', changed);
  // what was typed there while tokens walk would not be taken
  shared.editor.on('tokenSimulation.toggleMode', ({ active }) => { part('side').toggleAttribute('inert', active); });
  return { check: () => checking.now(), import: wireImport(shared, changed) };
}

function tellFailure(error) {
  console.warn(error);
  page.dataset.failed = '';
  notice(part('notice'), say('这张图打不开：{why}', { why: error.message }), [[say('下载文件'), page.dataset.raw]], 'danger');
}

open().catch(tellFailure);
