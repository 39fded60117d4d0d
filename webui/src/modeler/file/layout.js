import { layoutProcess } from 'bpmn-auto-layout';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../i18n/words.js';
import { parts } from './losses.js';

function join(list, line) {
  if (!list.includes(line)) list.push(line);
}

// some tools write at the lines alone where they lead; the layout follows what stands at the steps
function joined(definitions) {
  for (const line of parts(definitions).filter((each) => is(each, 'bpmn:SequenceFlow'))) {
    if (line.sourceRef) join(line.sourceRef.get('outgoing'), line);
    if (line.targetRef) join(line.targetRef.get('incoming'), line);
  }
  return definitions;
}

/**
 * @param {Object} definitions of moddle, without a drawing
 * @returns {Promise<string>} the file with its first process drawn, without pool and lanes
 */
export async function laidOut(definitions, moddle) {
  const { xml } = await moddle.toXML(joined(definitions));
  try {
    return await layoutProcess(xml);
  } catch (error) {
    console.warn(error);
    throw new Error(say('文件里没有图形，也没能自动排列'));
  }
}

/**
 * @param {string} text a file
 * @returns {Promise<string>} the same with a drawing, laid out when it has none
 */
export async function withDrawing(text, moddle) {
  if (/[<:]BPMNShape[\s>]/.test(text)) return text;
  const { rootElement } = await moddle.fromXML(text);
  return laidOut(rootElement, moddle);
}
