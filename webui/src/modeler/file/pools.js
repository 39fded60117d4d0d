import { is } from 'bpmn-js/lib/util/ModelUtil';

const margin = 30;

function processOf(element) {
  let found = element;
  while (found && !is(found, 'bpmn:Process')) found = found.$parent;
  return found;
}

function box(drawn) {
  const points = drawn.flatMap(({ bounds: { x, y, width, height } }) => [[x, y], [x + width, y + height]]);
  const [xs, ys] = [0, 1].map((axis) => points.map((each) => each[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, right: Math.max(...xs), bottom: Math.max(...ys) };
}

// lanes fill a pool up to its title
function bounds(drawn) {
  const lanes = drawn.filter(({ bpmnElement }) => is(bpmnElement, 'bpmn:Lane'));
  const { left, top, right, bottom } = box(lanes.length ? lanes : drawn);
  const around = lanes.length ? 0 : margin;
  return { x: left - margin - around, y: top - around, width: right - left + margin + 2 * around, height: bottom - top + 2 * around };
}

function pool(participant, drawn, plane, moddle) {
  const made = moddle.create('bpmndi:BPMNShape', { id: moddle.ids.nextPrefixed('pool_', participant), bpmnElement: participant, isHorizontal: true });
  made.bounds = moddle.create('dc:Bounds', bounds(drawn));
  made.bounds.$parent = made;
  made.$parent = plane;
  return made;
}

// a called process, drawn inside the step that calls it or beside that step in its pool
function isInside(drawn, process, { planeElement }) {
  const { left, top, right, bottom } = box(drawn);
  return planeElement.some(({ bpmnElement, bounds: around }) => {
    if (!around || !(is(bpmnElement, 'bpmn:Participant') || is(bpmnElement, 'bpmn:Activity')) || processOf(bpmnElement) === process) return false;
    const { x, y, width, height } = around;
    return x <= left && y <= top && x + width >= right && y + height >= bottom;
  });
}

function newParticipant(process, collaboration, moddle) {
  const made = moddle.create('bpmn:Participant', { id: moddle.ids.nextPrefixed('pool_', process), name: process.name, processRef: process });
  made.$parent = collaboration;
  collaboration.get('participants').push(made);
  return made;
}

function byProcess(plane) {
  const found = new Map();
  for (const each of plane.planeElement.filter((shape) => shape.bounds)) {
    const process = processOf(each.bpmnElement);
    if (process) found.set(process, [...(found.get(process) ?? []), each]);
  }
  return found;
}

/**
 * Draws the pools that a drawing of pools leaves out: what stands in none can be seen but not moved.
 * @param {Object} definitions of moddle; its first drawing is looked at
 * @returns {string[]} the names of the pools that were drawn
 */
export function withPools({ diagrams: [{ plane }] }, moddle) {
  if (!is(plane.bpmnElement, 'bpmn:Collaboration')) return [];
  const drawn = new Set(plane.planeElement.map(({ bpmnElement }) => bpmnElement));
  const made = [];
  for (const [process, shapes] of byProcess(plane)) {
    const given = plane.bpmnElement.get('participants').filter(({ processRef }) => processRef === process);
    if (given.some((each) => drawn.has(each)) || (!given.length && isInside(shapes, process, plane))) continue;
    made.push(pool(given[0] ?? newParticipant(process, plane.bpmnElement, moddle), shapes, plane, moddle));
  }
  plane.planeElement.unshift(...made);
  return made.map(({ bpmnElement }) => bpmnElement.name || bpmnElement.id);
}
