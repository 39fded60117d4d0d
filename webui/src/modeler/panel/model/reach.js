// What can come before an element, by the flows that are drawn.
import { is } from 'bpmn-js/lib/util/ModelUtil';

function sources(element) {
  if (is(element, 'bpmn:SequenceFlow')) return [element.source];
  if (element.host) return [element.host];
  const flows = (element.incoming ?? []).filter((each) => is(each, 'bpmn:SequenceFlow'));
  const outer = is(element.parent, 'bpmn:SubProcess') ? sources(element.parent) : [];
  return [...flows.map((each) => each.source), ...outer];
}

function within(element) {
  return is(element, 'bpmn:SubProcess') ? (element.children ?? []).filter((each) => is(each, 'bpmn:FlowNode')) : [];
}

/** @returns {Set<Object>} the shapes that can have been done when the case comes to `element`, a flow or a shape */
export function before(element) {
  const seen = new Set();
  const waiting = sources(element);
  while (waiting.length) {
    const each = waiting.pop();
    if (!each || seen.has(each)) continue;
    seen.add(each);
    waiting.push(...sources(each), ...within(each));
  }
  return seen;
}
