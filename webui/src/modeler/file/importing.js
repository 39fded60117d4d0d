import { layoutProcess } from 'bpmn-auto-layout';
import Viewer from 'bpmn-js/lib/Viewer';
import { say } from '../i18n/words.js';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const processes = (definitions) => definitions.rootElements.filter((each) => is(each, 'bpmn:Process'));

/** Keeps the id of the one process that was drawn here: its folder and those who call it know it by this name. */
async function adopted(text, editor) {
  const moddle = editor.get('moddle');
  const { rootElement } = await moddle.fromXML(text);
  const [old, ...more] = processes(editor.getDefinitions());
  const [taken, ...others] = processes(rootElement);
  if (!old || more.length || !taken || others.length) return text;
  taken.id = old.id;
  taken.isExecutable = true;
  const { xml } = await moddle.toXML(rootElement, { format: true });
  return xml;
}

/** Draws it where nobody sees it: a drawing that fails half-way leaves an editor in pieces. */
async function tried(text, editor) {
  const viewer = new Viewer({ container: document.createElement('div'), additionalModules: [{ translate: ['value', editor.get('translate')] }] });
  try {
    const { warnings } = await viewer.importXML(text);
    const lost = warnings.filter((each) => each.context?.error).length;
    if (lost) throw new Error(say('有 {n} 个元素没有位置或互相对不上', { n: lost }));
  } finally {
    viewer.destroy();
  }
  return text;
}

/**
 * @param {{text: string, drawn: boolean}} found what the server read
 * @param {Object} editor the editor it will be drawn in
 * @returns {Promise<string>} the text to draw, with a drawing; rejected when there is no drawing it
 */
export async function prepared(found, editor) {
  const drawn = found.drawn ? found.text : await layoutProcess(found.text);
  return tried(await adopted(drawn, editor), editor);
}

/**
 * @param {string} text a file
 * @returns {Promise<string>} the same with a drawing; laid out, without pool and lanes, when it has none
 */
export async function withDrawing(text) {
  return /[<:]BPMNShape[\s>]/.test(text) ? text : layoutProcess(text);
}
