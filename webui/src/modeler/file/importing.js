import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../i18n/words.js';
import { drawable } from './drawable.js';
import { withMainFirst } from './drawings.js';
import { laidOut } from './layout.js';
import { called, listed, unread, unseen, withoutLooseLines } from './losses.js';
import { withPools } from './pools.js';

const processes = (definitions) => definitions.rootElements.filter((each) => is(each, 'bpmn:Process'));

/** Keeps the id of the one process that was drawn here: its folder and those who call it know it by this name. */
function adopt(definitions, editor) {
  const [old, ...more] = processes(editor.getDefinitions());
  const [taken, ...others] = processes(definitions);
  if (!old || more.length || !taken || others.length) return;
  taken.id = old.id;
  taken.isExecutable = true;
}

/** @returns {string[]} what came of the drawings, in sentences */
function told(shown) {
  const words = {
    others: '文件里有几张图，只显示内容最多的一张；没有显示、仍在文件里的：{what}。',
    pools: '没有图形、已按内容补画的泳池：{what}。',
    out: '画不出来、图形已略去的：{what}。',
    lacking: '看不到、但仍在文件里的：{what}。',
  };
  return Object.entries(words).filter(([key]) => shown[key].length).map(([key, text]) => say(text, { what: listed(shown[key]) }));
}

/**
 * Makes a file of another tool such that it can be drawn and gone on with.
 * @param {{text: string, drawn: boolean}} found what the server read
 * @param {Object} editor the editor it will be drawn in
 * @returns {Promise<{text: string, notes: string[]}>} the text to draw, and what is not as it was; rejected when there is no drawing it
 */
export async function prepared(found, editor) {
  const moddle = editor.get('moddle');
  const { rootElement, warnings } = await moddle.fromXML(found.text);
  withoutLooseLines(rootElement, warnings);
  const definitions = found.drawn ? rootElement : (await moddle.fromXML(await laidOut(rootElement, moddle))).rootElement;
  adopt(definitions, editor);
  const others = withMainFirst(definitions);
  const pools = withPools(definitions, moddle);
  const { text, seen, out } = await drawable(definitions, editor);
  const lacking = unseen(definitions, new Set([...seen, ...out.map(({ id }) => id)]));
  return { text, notes: [...unread(warnings), ...told({ others, pools, out: out.map(called), lacking })] };
}
