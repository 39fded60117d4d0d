// An event that waits for a message, or sends one.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { word } from '../entries/expression.js';
import { messageNames, messagePart, nameMessage } from '../model/messages.js';

const withdrawal = { name: 'withdraw', label: '办件被撤回' };

/** The name of the message. */
export function message(element, { editing }) {
  const get = () => messagePart(element).get('messageRef')?.get('name') || undefined;
  const names = () => [{ ...withdrawal, label: say(withdrawal.label) }, ...messageNames(editing).filter((each) => each !== withdrawal.name).map((name) => ({ name, label: '' }))];
  const waits = is(element, 'bpmn:CatchEvent');
  return {
    id: 'message', label: say('消息'), shouldOpen: true, entries: [
      word('message-name', waits ? say('等待什么消息') : say('发出什么消息'), get, (name) => nameMessage(editing, element, name), names, {
        wrong: get() ? undefined : '请填写消息的名称；撤回写 withdraw',
        description: waits ? say('申请人撤回时，系统发出 withdraw') : undefined,
      }),
    ],
  };
}
