// A call of another process, and steps that are done once per row.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { word } from '../entries/expression.js';
import { line, pick, tick } from '../entries/fields.js';
import { way } from '../entries/saying.js';
import { loopOf, readLoop, setItem, setList, setLoop } from '../model/loop.js';

/** Which process is called. */
export function call(element, { editing, choices }) {
  const get = () => getBusinessObject(element).get('calledElement') || undefined;
  const target = choices.processes.find(({ key }) => key === get());
  const options = choices.processes.map(({ key, name }) => ({ value: key, label: `${name}（${key}）` }));
  const link = target ? [way('call-link', say('打开流程图“{name}”', { name: target.name }), 'diagram', target.path)] : [];
  return { id: 'call', label: say('调用的流程'), shouldOpen: true, entries: [pick('called', say('调用哪个流程'), get, (calledElement) => editing.update(element, { calledElement }), { options }), ...link] };
}

function itemFault(element, { editing }) {
  return (name) => {
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(name ?? '')) return say('请用小写英文字母开头的名称，例如 holder');
    const owner = editing.moddle.ids.assigned(name);
    return owner && owner !== loopOf(element)?.get('inputDataItem') ? say('编号 {id} 已经用过，请换一个', { id: name }) : undefined;
  };
}

/** Whether a step is done once per row of a list, all at the same time. */
export function rows(element, desk) {
  const { editing, names } = desk;
  const loop = loopOf(element);
  const entries = [tick('loop', say('清单中的每一行各办一次'), () => Boolean(loop), (wanted) => setLoop(editing, element, wanted))];
  if (loop) {
    entries.push(
      word('loop-list', say('哪个清单'), () => readLoop(element).list, (list) => setList(editing, element, list), () => names(element)().filter(({ name }) => /^[a-z]\w*$/.test(name)), { wrong: readLoop(element).list ? undefined : '请填写清单的名称' }),
      line('loop-item', say('每一行叫什么'), () => readLoop(element).item, (item) => { if (item) setItem(editing, element, item); }, { validate: itemFault(element, desk) }),
    );
  }
  return { id: 'rows', label: say('逐行办理'), shouldOpen: Boolean(loop), entries };
}
