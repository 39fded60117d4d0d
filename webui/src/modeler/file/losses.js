import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../i18n/words.js';

const most = 5;
const holders = ['rootElements', 'participants', 'messageFlows', 'flowElements', 'artifacts', 'laneSets', 'lanes', 'childLaneSet'];
const shown = ['bpmn:FlowNode', 'bpmn:SequenceFlow', 'bpmn:MessageFlow', 'bpmn:Participant', 'bpmn:Lane', 'bpmn:Artifact', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'];
const ends = /(?:source|target)Ref$/;
// where lines lead stands at the lines as well; how a label looks is not said here
const told = /(?:incoming|outgoing|labelStyle)$/;

/** @returns {Object[]} what may stand in a drawing, and what holds it, below an element of a file */
export function parts(element) {
  const below = holders.flatMap((name) => element[name] ?? []);
  return below.flatMap((each) => [each, ...parts(each)]);
}

const ownName = ({ name, id, bpmnElement, $type }) => name || bpmnElement?.name || id || $type.replace(/^.*:/, '');

/** @returns {string} what a person knows an element by: its name, or where a line leads */
export function called(element) {
  const [source, target] = [element.sourceRef, element.targetRef].map((each) => (Array.isArray(each) ? each[0] : each));
  const between = !element.name && (source || target);
  return between ? `${ownName(source ?? element.$parent)} → ${ownName(target ?? element.$parent)}` : ownName(element);
}

/** @returns {string} the first few of `names`, and how many there are */
export function listed(names) {
  const some = [...new Set(names)].slice(0, most).map((name) => `“${name}”`).join(say('、'));
  return names.length > most ? say('{some}等 {n} 处', { some, n: names.length }) : some;
}

function takeAway(line) {
  for (const list of [line.$parent?.flowElements, line.$parent?.messageFlows]) if (list?.includes(line)) list.splice(list.indexOf(line), 1);
  for (const list of [line.sourceRef?.outgoing, line.targetRef?.incoming]) if (list?.includes(line)) list.splice(list.indexOf(line), 1);
}

/** Takes lines away that lead nowhere: nobody could see them, and the check would not let them pass. */
export function withoutLooseLines(definitions, warnings) {
  const loose = warnings.filter(({ element, property }) => ends.test(property) && (is(element, 'bpmn:SequenceFlow') || is(element, 'bpmn:MessageFlow'))).map(({ element }) => element);
  for (const each of new Set(loose)) takeAway(each);
  for (const { plane } of definitions.diagrams ?? []) if (plane?.planeElement) plane.planeElement = plane.planeElement.filter(({ bpmnElement }) => !loose.includes(bpmnElement));
}

/**
 * @param {Object[]} warnings of moddle
 * @returns {string[]} what it did not read, in sentences
 */
export function unread(warnings) {
  const tags = warnings.map(({ message }) => /^unparsable content <([^>/\s]*)|^unknown attribute <([^>]*)>/.exec(message)).filter(Boolean).map(([, tag, attribute]) => tag ?? attribute);
  const leading = warnings.filter(({ property, message }) => property && !told.test(property) && message.startsWith('unresolved'));
  const [empty, lost] = [true, false].map((drawing) => leading.filter(({ element }) => element.$type.startsWith('bpmndi:') === drawing));
  return [
    ...(tags.length ? [say('不认识而略去的内容：{what}。', { what: listed(tags) })] : []),
    ...(lost.length ? [say('所指的内容不在文件里而略去的：{what}。', { what: listed(lost.map(({ element }) => called(element))) })] : []),
    ...(empty.length ? [say('有 {n} 个图形没有对应的内容，已略去。', { n: empty.length })] : []),
  ];
}

/**
 * @param {Object} definitions of moddle
 * @param {Set<string>} seen the ids of what is on the screen
 * @returns {string[]} the names of what is neither there nor in another drawing
 */
export function unseen({ diagrams: [, ...others], ...definitions }, seen) {
  const elsewhere = new Set(others.flatMap(({ plane }) => plane?.planeElement ?? []).map(({ bpmnElement }) => bpmnElement));
  return parts(definitions).filter((each) => shown.some((type) => is(each, type)) && !seen.has(each.id) && !elsewhere.has(each)).map(called);
}
