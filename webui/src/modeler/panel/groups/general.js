// What every element has: name, id, documentation.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { area, line } from '../entries/fields.js';
import { renumber, wrongId } from '../model/ids.js';
import { readNotes, writeNotes } from '../model/notes.js';

const unnamed = ['bpmn:Collaboration', 'bpmn:Association', 'bpmn:Group', 'bpmn:TextAnnotation'];

function name(element, { editing }) {
  const holder = getBusinessObject(element);
  return line('name', say('名称'), () => holder.get('name') || undefined, (value) => editing.update(element, { name: value }));
}

function number(element, { editing, choices }) {
  return line('id', say('编号'), () => getBusinessObject(element).get('id'), (value) => renumber(editing, element, value), {
    validate: (value) => wrongId(editing, choices, getBusinessObject(element), value),
    tooltip: is(element, 'bpmn:FlowNode') ? say('在办的办件、场景和界限按编号找到它，已经施行的不要改') : undefined,
  });
}

function notes(element, { editing }) {
  const holder = getBusinessObject(element);
  return area('notes', say('说明'), () => readNotes(holder), (text) => writeNotes(editing, element, holder, text));
}

function words(element, { editing }) {
  const holder = getBusinessObject(element);
  return area('text', say('注释文字'), () => holder.get('text') || undefined, (text) => editing.update(element, { text }));
}

/** The group of any element but the sheet itself. */
export function general(element, desk) {
  const named = isAny(element, unnamed) ? [] : [name(element, desk)];
  const text = is(element, 'bpmn:TextAnnotation') ? [words(element, desk)] : [];
  return { id: 'general', label: say('基本信息'), shouldOpen: true, entries: [...named, ...text, number(element, desk), notes(element, desk)] };
}
