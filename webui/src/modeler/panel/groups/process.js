// The process that the sheet, or a pool, is about.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { area, line } from '../entries/fields.js';
import { saying } from '../entries/saying.js';
import { wrongId } from '../model/ids.js';
import { readNotes, writeNotes } from '../model/notes.js';

function processOf(element) {
  const holder = getBusinessObject(element);
  if (is(holder, 'bpmn:Collaboration')) return holder.get('participants').map((each) => each.get('processRef')).find(Boolean);
  return holder.get('processRef');
}

/** The process behind a pool, or behind a sheet with pools; a sheet without any is a process itself, see `general`. */
export function processGroup(element, { editing, choices }) {
  const process = processOf(element);
  const entries = process && [
    line('process-name', say('流程名称'), () => process.get('name') || undefined, (name) => editing.set(element, process, { name })),
    line('process-id', say('流程编号'), () => process.get('id'), (id) => editing.set(element, process, { id }), {
      validate: (id) => wrongId(editing, choices, process, id),
      description: say('流程设定和调用它的流程图按这个编号找到它'),
    }),
    area('process-notes', say('流程说明'), () => readNotes(process), (text) => writeNotes(editing, element, process, text)),
    ...(process.get('isExecutable') ? [] : [saying('process-off', say('这个流程没有标明可以执行，不会运行'), true)]),
  ];
  return { id: 'process', label: say('流程'), shouldOpen: true, entries: entries ?? [saying('process-none', say('泳池没有流程'))] };
}
