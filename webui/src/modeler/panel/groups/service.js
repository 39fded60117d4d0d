// A service task: what the program does, or what it looks up.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import words from '../catalogue/words.json';
import { either } from '../entries/either.js';
import { expression } from '../entries/expression.js';
import { line, pick } from '../entries/fields.js';
import { saying, way } from '../entries/saying.js';
import { found } from '../model/extensions.js';
import { choose, chosen, param, setParam } from '../model/functions.js';
import { literal, quoted } from '../model/text.js';
import { people } from './people.js';

const said = (name) => (words.params[name] ? say(words.params[name]) : name);

function mail(element, { editing, choices, names }) {
  const get = () => param(element, 'template');
  const options = choices.mails.map(({ key, name }) => ({ value: quoted(key), label: `${key}：${name.replace(/\{[{%].*?[%}]\}/g, '…')}` }));
  const target = choices.mails.find(({ key }) => key === literal(get()));
  const link = target ? [way('mail-link', say('打开邮件模板'), 'mail', target.path)] : [];
  const set = (value) => setParam(editing, element, 'template', value);
  return [either('param-template', said('template'), get, set, { options, none: say('（未选）'), names: names(element) }), ...link];
}

function plain(element, { editing, names }, name, more = {}) {
  return expression(`param-${name}`, said(name), () => param(element, name), (value) => setParam(editing, element, name, value), names(element), more);
}

function parameter(element, desk, name) {
  if (name === 'template') return mail(element, desk);
  return name === 'to' ? people(element, desk, said('to')) : [plain(element, desk, name)];
}

/** Parameters that stand there and are not taken, to be cleared. */
function useless(element, desk, takes) {
  const given = chosen(element)?.get('params').map((each) => each.get('name')) ?? [];
  return given.filter((each) => !takes.includes(each)).map((each) => plain(element, desk, each, { wrong: '这一参数没有用处，请清空' }));
}

function into(element, { editing }) {
  const lookup = found(element, 'lookup');
  const fault = (text) => (/^[a-z][a-z0-9_]{0,39}$/.test(text ?? '') && text !== 'case' ? undefined : say('请用小写英文字母开头的名称，例如 holders'));
  return line('lookup-into', say('查到的内容叫什么'), () => lookup.get('into') || undefined, (value) => editing.set(element, lookup, { into: value }), { validate: fault });
}

function whichOptions({ effects, lookups }) {
  const options = (kind, list) => list.map(({ name, title }) => ({ value: `${kind}:${name}`, label: title ?? name }));
  return [{ label: say('系统功能'), children: options('effect', effects) }, { label: say('查询'), children: options('lookup', lookups) }];
}

/** What the program does here, with its parameters. */
export function service(element, desk) {
  const { editing, choices } = desk;
  const now = chosen(element);
  const kind = now && (is(now, 'gx:Effect') ? 'effect' : 'lookup');
  const known = now && choices[`${kind}s`].find(({ name }) => name === now.get('name'));
  const takes = known?.params ?? [];
  const order = (name) => ['template', 'to'].indexOf(name) + 1 || 9;
  const sorted = [...takes].sort((one, other) => order(one) - order(other));
  return {
    id: 'service', label: say('系统办理'), shouldOpen: true, entries: [
      pick('function', say('做什么'), () => (now ? `${kind}:${now.get('name')}` : undefined), (value) => choose(editing, element, value, choices), { options: whichOptions(choices) }),
      ...(kind === 'lookup' ? [into(element, desk)] : []),
      ...sorted.flatMap((name) => parameter(element, desk, name)),
      ...useless(element, desk, takes),
      ...(known && !takes.length ? [saying('function-plain', say('不需要参数'))] : []),
    ],
  };
}
