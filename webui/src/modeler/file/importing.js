import { layoutProcess } from 'bpmn-auto-layout';
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

/**
 * @param {{text: string, drawn: boolean}} found what the server read
 * @param {Object} editor the editor it will be drawn in
 * @returns {Promise<string>} the text to draw, with a drawing
 */
export async function prepared(found, editor) {
  return adopted(found.drawn ? found.text : await layoutProcess(found.text), editor);
}
