// Whom a mail goes to, row by row: a post of a unit, a person, or an expression.
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { say } from '../../i18n/words.js';
import { Either } from './either.js';
import { Expression } from './expression.js';
import { isFilled } from './fields.js';

const fresh = {
  post: { kind: 'post', of: 'case.applicant.unit', role: 'handler' },
  posts: { kind: 'posts', of: 'column(holders, "unit")', role: 'handler' },
  person: { kind: 'person', of: 'case.applicant.person' },
  other: { kind: 'other', of: 'withdrawal.held_by' },
};

function kinds() {
  return [['post', say('一个单位的岗位')], ['posts', say('多个单位的岗位')], ['person', say('个人')], ['other', say('表达式')]];
}

function Select({ label, id, value, options, set }) {
  const known = options.some(([key]) => key === value) ? options : [...options, [value, value]];
  const option = ([key, name]) => jsx('option', { value: key, children: name }, key);
  return jsx('select', { id, class: 'bio-properties-panel-input', 'aria-label': label, value, onInput: (event) => set(event.target.value), children: known.map(option) });
}

function Row({ recipient, index, id, element, units, people, roles, names, change, drop }) {
  const own = `${id}-${index}`;
  // an empty field while one rewrites it is not yet another recipient
  const set = (of) => { if (of) change({ ...recipient, of }); };
  const whose = { id: `${own}-of`, element, get: () => recipient.of, set, names };
  const listed = { post: { label: say('单位'), options: units }, person: { label: say('谁'), options: people } }[recipient.kind];
  const role = recipient.role !== undefined
    && jsx(Select, { id: `bio-properties-panel-${own}-role`, label: say('岗位'), value: recipient.role, options: roles.map(({ key, name }) => [key, name]), set: (key) => change({ ...recipient, role: key }) });
  return jsxs('li', { class: 'gx-recipient', children: [
    jsx(Select, { id: `bio-properties-panel-${own}-kind`, label: say('发给'), value: recipient.kind, options: kinds(), set: (kind) => change(fresh[kind]) }),
    jsx('button', { type: 'button', class: 'gx-drop', title: say('删去'), 'aria-label': say('删去第 {number} 个收件人', { number: index + 1 }), onClick: drop, children: '×' }),
    listed ? jsx(Either, { ...whose, ...listed }, recipient.kind) : jsx(Expression, { ...whose, label: say('表达式') }, recipient.kind),
    role && jsx('div', { class: 'bio-properties-panel-entry', children: role }),
  ] });
}

function Recipients(props) {
  const { id, label, element, get, set } = props;
  const rows = get();
  const row = (recipient, index) => jsx(Row, {
    ...props, recipient, index,
    change: (next) => set(rows.map((each, at) => (at === index ? next : each))),
    drop: () => set(rows.filter((each, at) => at !== index)),
  }, index);
  const more = jsx('button', { type: 'button', id: `bio-properties-panel-${id}-add`, class: 'btn btn-sm btn-outline-secondary', onClick: () => set([...rows, fresh.post]), children: say('添加收件人') });
  return jsxs('fieldset', { class: 'bio-properties-panel-entry gx-recipients', 'data-entry-id': id, children: [
    jsx('legend', { class: 'bio-properties-panel-label', children: label }),
    jsx('ol', { children: rows.map(row) }),
    more,
  ] }, element);
}

/** `get` gives the recipients, `set` takes them. */
export const recipients = (id, label, get, set, more) => ({ id, component: Recipients, label, get, set, isEdited: isFilled, ...more });
