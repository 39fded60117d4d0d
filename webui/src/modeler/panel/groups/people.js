// Whom a mail goes to: a list, one of two lists, or what an expression decides.
import { say } from '../../i18n/words.js';
import { expression } from '../entries/expression.js';
import { recipients } from '../entries/recipients.js';
import { act } from '../entries/saying.js';
import { param, setParam } from '../model/functions.js';
import { readEither, readRecipients, writeEither, writeRecipients } from '../model/recipients.js';

const registered = { when: 'case.applicant.person is not None', no: [{ kind: 'post', of: 'case.info_center', role: 'info_center' }] };

function offers(element, { choices, names }) {
  const units = choices.units.map(({ key, name }) => ({ value: key, label: name }));
  const persons = [{ value: 'case.applicant.person', label: say('申请人本人') }, { value: 'case.user.person', label: say('使用单位经办人本人') }];
  return { units, people: persons, roles: choices.roles, names: names(element) };
}

/** Two lists: what decides, whom to tell then, whom otherwise. */
function decided(either, put, names, more) {
  const change = (part) => put(writeEither({ ...either, ...part }));
  return [
    expression('param-to-when', say('如果'), () => either.when, (when) => { if (when) change({ when }); }, names),
    recipients('param-to', say('就发给'), () => either.yes, (yes) => change({ yes }), more),
    recipients('param-to-else', say('否则发给'), () => either.no, (no) => change({ no }), more),
    act('param-to-join', say('不分情况'), () => put(writeRecipients(either.yes))),
  ];
}

/** The recipients of a mail, called `label`. */
export function people(element, desk, label) {
  const { editing, names } = desk;
  const get = () => param(element, 'to');
  const put = (value) => setParam(editing, element, 'to', value);
  const more = offers(element, desk);
  const either = readEither(get());
  if (either) return decided(either, put, names(element), more);
  const listed = readRecipients(get());
  if (!listed) return [expression('param-to', label, get, put, names(element), { description: say('收件人由表达式决定；改成 [ ] 中的清单后可以逐行填写') })];
  const split = act('param-to-split', say('按情况发给不同的人'), () => put(writeEither({ ...registered, yes: listed })));
  return [recipients('param-to', label, () => listed, (rows) => put(writeRecipients(rows)), more), ...(listed.length ? [split] : [])];
}
