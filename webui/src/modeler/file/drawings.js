import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../i18n/words.js';

const drawable = (element) => is(element, 'bpmn:Process') || is(element, 'bpmn:Collaboration');
const shapes = ({ plane }) => plane?.planeElement ?? [];
const titled = ({ name, plane }) => name || plane.bpmnElement.name || plane.bpmnElement.id;

function owner({ bpmnElement }) {
  let found = bpmnElement;
  while (found && !drawable(found)) found = found.$parent;
  return found;
}

/** What a drawing shows: some tools name the whole file, nothing, or a process when it shows pools. */
function subject(diagram, rootElements) {
  const { bpmnElement } = diagram.plane;
  if (bpmnElement && !is(bpmnElement, 'bpmn:Process') && !is(bpmnElement, 'bpmn:Definitions')) return bpmnElement;
  const used = [...new Set(shapes(diagram).map(owner))].filter(Boolean);
  const pools = used.find((each) => is(each, 'bpmn:Collaboration'));
  if (pools || used.includes(bpmnElement)) return pools ?? bpmnElement;
  const around = rootElements.find((each) => each.participants?.some(({ processRef }) => used.includes(processRef)));
  return around ?? used[0] ?? bpmnElement;
}

function tidy(diagram) {
  diagram.plane.planeElement = shapes(diagram).filter(({ bpmnElement }) => bpmnElement);
}

/**
 * Puts the fullest drawing of a file first: that one is shown, with those of the subprocesses in it.
 * @param {Object} definitions of moddle
 * @returns {string[]} the names of the drawings that are not shown; throws when there is none to show
 */
export function withMainFirst(definitions) {
  const all = (definitions.diagrams ?? []).filter(({ plane }) => plane);
  for (const each of all) tidy(each);
  for (const each of all) each.plane.bpmnElement = subject(each, definitions.rootElements);
  const main = all.filter(({ plane }) => plane.bpmnElement && drawable(plane.bpmnElement)).sort((one, other) => shapes(other).length - shapes(one).length);
  if (!main.length) throw new Error(say('里面没有流程图或协作图'));
  const rest = all.filter((each) => each.plane.bpmnElement && each !== main[0]);
  definitions.diagrams = [main[0], ...rest];
  return main.slice(1).map(titled);
}
