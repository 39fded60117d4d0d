// The names that an expression may read, with what they are called.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import known from '../catalogue/names.json';
import { before } from './reach.js';
import { read } from './extensions.js';
import { readLoop } from './loop.js';

/** @typedef {{name: string, label: string}} Name */

function below(name, label, fields) {
  return [{ name, label }, ...Object.entries(fields).map(([each, said]) => ({ name: `${name}.${each}`, label: say(said) }))];
}

function ofForm({ key, name: title, fields }) {
  const name = key.replaceAll('-', '_');
  return [
    { name, label: title },
    ...fields.map(([field, label]) => ({ name: `${name}.${field}`, label: `${title}：${label}` })),
    ...below(`${name}_by`, say('{form}：办理人', { form: title }), known.signature),
  ];
}

/** Forms that can be answered by then. One that this diagram asks only afterwards is left out; others come from elsewhere. */
function answered(element, { forms }, tasks) {
  const done = before(element);
  const asked = (key) => tasks.filter((each) => read(each, 'form', 'key') === key);
  return forms.filter(({ key }) => !asked(key).length || asked(key).some((each) => done.has(each)));
}

function lookedUp(editing) {
  const asked = editing.all('bpmn:ServiceTask').filter((each) => read(each, 'lookup', 'into'));
  return asked.flatMap((each) => below(read(each, 'lookup', 'into'), each.businessObject.name ?? '', known.finds[read(each, 'lookup', 'name')] ?? {}));
}

/** The row that each repeated step around the element is about. */
function rows(element, editing) {
  const found = [];
  for (let each = element; each; each = each.host ?? each.parent) {
    const { list, item } = readLoop(each);
    const source = editing.all('bpmn:ServiceTask').find((task) => read(task, 'lookup', 'into') === list);
    if (item) found.push(...below(item, say('本行'), known.finds[source && read(source, 'lookup', 'name')] ?? {}));
  }
  return found;
}

/**
 * @param {Object} element the shape or flow that the expression stands on
 * @returns {Name[]} no name twice
 */
export function scope(element, editing, choices) {
  const start = is(element, 'bpmn:SequenceFlow') ? element.source : element;
  const found = [
    ...rows(start, editing),
    ...answered(element, choices, editing.all('bpmn:UserTask')).flatMap(ofForm),
    ...lookedUp(editing),
    ...Object.entries(known.case).map(([name, label]) => ({ name: `case.${name}`, label: say(label) })),
    ...Object.entries(known.events).map(([name, label]) => ({ name, label: say(label) })),
    ...Object.entries(known.functions).map(([name, label]) => ({ name: `${name}(`, label: say(label) })),
  ];
  return [...new Map(found.reverse().map((each) => [each.name, each])).values()].reverse();
}
