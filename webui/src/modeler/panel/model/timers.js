// Timers: the expression, the clause behind it and the label, which say the same and change together.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { put, read, take, write } from './extensions.js';
import { inWords, readTerm, relabelled, writeTerm } from './term.js';

const part = (timer) => getBusinessObject(timer).get('eventDefinitions')?.find((each) => each.$type === 'bpmn:TimerEventDefinition');

/** Whether a shape is a timer that we run: on the edge of a step, or between steps. */
export function isTimer(element) {
  return (is(element, 'bpmn:BoundaryEvent') || is(element, 'bpmn:IntermediateCatchEvent')) && Boolean(part(element));
}

/** The timers on the edge of a step. */
export function timersOf(host) {
  return (host.attachers ?? []).filter(isTimer);
}

/** @returns {string | undefined} what is written, whether or not it is a term */
export function written(timer) {
  return part(timer).get('timeDate')?.get('body') || undefined;
}

/** Writes the expression as it is. */
export function rewrite(editing, timer, body) {
  const timeDate = body ? editing.create('bpmn:FormalExpression', { body }) : undefined;
  editing.set(timer, part(timer), { timeDate, timeDuration: undefined, timeCycle: undefined });
}

const basisOf = (timer) => ({ clause: read(timer, 'basis', 'clause'), kind: read(timer, 'basis', 'kind') });

/** Changes the term: expression, `gx:basis` and label in one step. */
export function setTerm(editing, timer, change) {
  const term = { ...(readTerm(written(timer)) ?? { how: 'working_days', days: 5 }), ...change };
  editing.together(() => {
    rewrite(editing, timer, writeTerm(term));
    write(editing, timer, 'basis', { term: inWords(term) });
    editing.update(timer, { name: relabelled(getBusinessObject(timer).get('name'), term, basisOf(timer)) });
  });
}

/** Changes the clause, or whether it is the law's or the office's own. */
export function setBasis(editing, timer, change) {
  const term = readTerm(written(timer));
  editing.together(() => {
    write(editing, timer, 'basis', change);
    if (term) editing.update(timer, { name: relabelled(getBusinessObject(timer).get('name'), term, basisOf(timer)) });
  });
}

/** Whether what is open is taken away when the term ends. One that leaves it open has no right to end. */
export function setInterrupting(editing, timer, cancelActivity) {
  editing.together(() => {
    editing.update(timer, { cancelActivity });
    if (!cancelActivity) take(editing, timer, 'lapse');
  });
}

/** Whether it only wakes: nothing is due by it. */
export function setWake(editing, timer, wanted) {
  if (wanted) put(editing, timer, 'wake');
  else take(editing, timer, 'wake');
}

function freeId(editing, host) {
  const id = (number) => `${host.id}_term${number > 1 ? `_${number}` : ''}`;
  let number = 1;
  while (editing.moddle.ids.assigned(id(number))) number += 1;
  return id(number);
}

function spot(host) {
  const taken = timersOf(host).length;
  return { x: host.x + host.width - 30 - (taken * 45) % Math.max(45, host.width - 30), y: host.y + host.height };
}

/** Puts a term on the lower edge of a step: five working days, the office's own, until somebody says otherwise. */
export function addTerm(editing, host) {
  const term = { how: 'working_days', days: 5 };
  const businessObject = editing.create('bpmn:BoundaryEvent', { id: freeId(editing, host), name: relabelled('', term, { kind: 'internal' }), cancelActivity: false });
  const shape = editing.elementFactory.createShape({ type: 'bpmn:BoundaryEvent', businessObject, eventDefinitionType: 'bpmn:TimerEventDefinition' });
  editing.together(() => {
    const timer = editing.modeling.createShape(shape, spot(host), host, { attach: true });
    rewrite(editing, timer, writeTerm(term));
    put(editing, timer, 'basis', { kind: 'internal', term: inWords(term) });
  });
}
