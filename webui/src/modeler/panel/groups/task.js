// A human task: who does it, with which form, as what kind of step, what the case is called meanwhile.
import { say } from '../../i18n/words.js';
import { either } from '../entries/either.js';
import { pick, tick, ticks } from '../entries/fields.js';
import { saying, way } from '../entries/saying.js';
import { read, take, write } from '../model/extensions.js';
import { before } from '../model/reach.js';
import { state } from './state.js';

const asOptions = (choices) => choices.map(({ key, name }) => ({ value: key, label: name }));

/** Gets and sets one attribute of an extension. */
export function attribute(element, editing, name, key) {
  return [() => read(element, name, key), (value) => write(editing, element, name, { [key]: value })];
}

/** Who does it: a post, of which unit; or one person. */
export function assignment(element, desk) {
  const { editing, choices } = desk;
  const of = (key) => attribute(element, editing, 'assignment', key);
  const people = [{ value: 'case.applicant.person', label: say('申请人本人') }, { value: 'case.user.person', label: say('使用单位经办人本人') }];
  return {
    id: 'assignment', label: say('办理人'), shouldOpen: true, entries: [
      pick('role', say('岗位'), ...of('role'), { options: asOptions(choices.roles) }),
      either('unit', say('哪个单位的'), ...of('unit'), { options: asOptions(choices.units), none: say('（未选）'), names: desk.names(element) }),
      either('person', say('由谁办'), ...of('person'), { options: people, none: say('岗位上的任何一人'), names: desk.names(element) }),
    ],
  };
}

/** With which form, and how to come to it. */
export function form(element, { editing, choices }) {
  const [get, set] = attribute(element, editing, 'form', 'key');
  const chosen = choices.forms.find(({ key }) => key === get());
  const options = choices.forms.map(({ key, name }) => ({ value: key, label: `${name}（${key}）` }));
  const link = chosen ? [way('form-link', say('打开表单“{name}”', { name: chosen.name }), 'form', chosen.path)] : [];
  return { id: 'form', label: say('表单'), shouldOpen: true, entries: [pick('form-key', say('填写哪张表单'), get, set, { options }), ...link] };
}

function earlier(element, editing, listed) {
  const done = before(element);
  const tasks = editing.all('bpmn:UserTask').filter((each) => each !== element && (done.has(each) || listed.includes(each.id)));
  const known = tasks.map((each) => ({ value: each.id, label: each.businessObject.get('name') || each.id }));
  const elsewhere = listed.filter((id) => !tasks.some((each) => each.id === id));
  return [...known, ...elsewhere.map((id) => ({ value: id, label: say('{id}（不在本图中）', { id }) }))];
}

/** As what kind of step, and where to it may send the case back. */
export function step(element, { editing }) {
  const back = () => (read(element, 'return', 'to') ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  const approves = (value) => (value ? write(editing, element, 'step', { approving: 'true' }) : take(editing, element, 'step'));
  const options = earlier(element, editing, back());
  const returns = options.length
    ? ticks('return', say('可以退回到'), back, (to) => write(editing, element, 'return', { to: to.join(',') || undefined }), { options })
    : saying('return-none', say('前面没有人工环节，不能退回'));
  return {
    id: 'step', label: say('审批与退回'), entries: [
      tick('approving', say('审批环节'), () => read(element, 'step', 'approving') === 'true', approves, { description: say('同一人不得办理同一办件的两个审批环节') }),
      returns,
    ],
  };
}

/** The groups of a human task. */
export function userTask(element, desk) {
  return [assignment(element, desk), form(element, desk), state(element, desk), step(element, desk)];
}
