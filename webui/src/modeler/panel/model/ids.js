// Ids: what people, scenarios and limits of the law call an element by.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { found } from './extensions.js';

// the engine's own
const kept = ['Start', 'End', 'Root'];
const written = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** @returns {string | undefined} why an element may not be called so */
export function wrongId(editing, choices, holder, id) {
  if (!id) return say('请填写编号');
  if (!written.test(id)) return say('编号以英文字母开头，只用字母、数字、下划线和连字符，例如 check_request');
  if (kept.includes(id)) return say('{id} 是系统自用的编号，请换一个', { id });
  const owner = editing.moddle.ids.assigned(id);
  if ((owner && owner !== holder) || (holder.get('id') !== id && choices.taken?.includes(id))) return say('编号 {id} 已经用过，请换一个', { id });
  return undefined;
}

const listed = (text) => (text ?? '').split(',').map((each) => each.trim()).filter(Boolean);

/** Gives an element another id, also where tasks say that a case may go back to it. */
export function renumber(editing, element, id) {
  const old = getBusinessObject(element).get('id');
  const holders = editing.all('bpmn:UserTask').filter((each) => listed(found(each, 'return')?.get('to')).includes(old));
  editing.together(() => {
    editing.update(element, { id });
    for (const each of holders) {
      const to = listed(found(each, 'return').get('to')).map((task) => (task === old ? id : task)).join(',');
      editing.set(each, found(each, 'return'), { to });
    }
  });
}
