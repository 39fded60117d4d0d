// A lane: one actor. What posts do its steps is read from the steps.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { saying } from '../entries/saying.js';
import { read } from '../model/extensions.js';

/** Who works in a lane, by the steps that stand in it. */
export function lane(element, { editing, choices }) {
  const refs = element.businessObject.get('flowNodeRef') ?? [];
  const tasks = editing.all('bpmn:UserTask').filter((each) => refs.includes(each.businessObject));
  const roles = [...new Set(tasks.map((each) => read(each, 'assignment', 'role')).filter(Boolean))];
  const names = roles.map((key) => choices.roles.find((each) => each.key === key)?.name ?? key);
  const text = names.length ? say('办理这里各环节的岗位：{roles}', { roles: names.join('、') }) : say('这里还没有指定了岗位的人工环节');
  const more = names.length > 1 && is(element, 'bpmn:Lane') ? [saying('lane-several', say('一条泳道一个办理方；岗位不同而单位相同时可以放在一起'))] : [];
  return { id: 'lane', label: say('办理方'), shouldOpen: true, entries: [saying('lane-roles', text), ...more] };
}
