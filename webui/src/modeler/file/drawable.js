import Viewer from 'bpmn-js/lib/Viewer';
import { say } from '../i18n/words.js';

/** Draws a text where nobody sees it: a drawing that fails half-way leaves an editor in pieces. */
async function tried(text, editor) {
  const viewer = new Viewer({ container: document.createElement('div'), additionalModules: [{ translate: ['value', editor.get('translate')] }] });
  try {
    const { warnings } = await viewer.importXML(text);
    const seen = new Set(viewer.get('elementRegistry').getAll().filter(({ parent }) => parent).map(({ id }) => id));
    return { seen, failing: warnings.filter((each) => each.context?.error).map((each) => each.context.element.id) };
  } finally {
    viewer.destroy();
  }
}

function takeOut({ plane }, ids) {
  const kept = plane.planeElement.filter(({ bpmnElement }) => !ids.includes(bpmnElement.id));
  const out = plane.planeElement.filter((each) => !kept.includes(each));
  plane.planeElement = kept;
  return out.map(({ bpmnElement }) => bpmnElement);
}

function refuse(n) {
  throw new Error(n ? say('有 {n} 个元素没有位置或互相对不上', { n }) : say('里面没有可以画的内容'));
}

/**
 * Takes shapes and lines out of the drawings until all that is left can be drawn.
 * @param {Object} definitions of moddle
 * @returns {Promise<{text: string, seen: Set<string>, out: Object[]}>} what to draw, the ids on the screen, and what cannot be drawn;
 *   rejected when that is most of it
 */
export async function drawable(definitions, editor) {
  const count = definitions.diagrams[0].plane.planeElement.length;
  const out = [];
  for (;;) {
    const { xml } = await editor.get('moddle').toXML(definitions, { format: true });
    const { seen, failing } = await tried(xml, editor);
    if (!failing.length && !seen.size) refuse(0);
    if (!failing.length) return { text: xml, seen, out };
    const taken = definitions.diagrams.flatMap((each) => takeOut(each, failing));
    out.push(...taken);
    if (!taken.length || out.length * 2 > count) refuse(out.length + (taken.length ? 0 : failing.length));
  }
}
