// Terms: how long a step may take, and by which clause. Shown on the timer and on the step that it hangs on.
import { ListGroup } from '@bpmn-io/properties-panel';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { either } from '../entries/either.js';
import { expression } from '../entries/expression.js';
import { line, pick, tick } from '../entries/fields.js';
import { saying } from '../entries/saying.js';
import { found, read, write } from '../model/extensions.js';
import { broken, counts, readTerm } from '../model/term.js';
import { addTerm, rewrite, setBasis, setInterrupting, setTerm, setWake, timersOf, written } from '../model/timers.js';

const bare = (unit) => counts[unit === 'working_day' ? 'working_days' : 'natural_days'].words;

function limits(bound) {
  if (!bound) return [];
  const most = bound.max != null ? [say('{clause}：不超过 {days} {unit}', { clause: bound.clause, days: bound.max, unit: say(bare(bound.unit)) })] : [];
  const least = bound.min != null ? [say('{clause}：不少于 {days} {unit}', { clause: bound.clause, days: bound.min, unit: say(bare(bound.unit)) })] : [];
  return [...most, ...least];
}

function outside(bound, term) {
  const what = term && broken(bound, term);
  return what && say(what, { clause: bound.clause, max: bound.max, min: bound.min, unit: say(bare(bound.unit)) });
}

function daysFault(bound, term) {
  return (text) => (/^[1-9]\d{0,3}$/.test(text ?? '') ? outside(bound, { ...term, days: Number(text) }) : say('请填写 1 到 9999 的整数'));
}

function length(timer, { editing, choices, names }, prefix) {
  const term = readTerm(written(timer));
  const bound = choices.bounds?.find((each) => each.element === timer.id);
  const hows = [['working_days', say('个工作日')], ['natural_days', say('个自然日')], ['full_natural_days', say('个自然日，满后次日零点')], ['on_day', say('第几个自然日的 8:30')]];
  const days = (text) => { if (/^[1-9]\d{0,3}$/.test(text ?? '')) setTerm(editing, timer, { days: Number(text) }); };
  return [
    line(`${prefix}days`, say('期限'), () => String(term.days), days, { mild: true, validate: daysFault(bound, term), description: limits(bound).join('\n') || undefined }),
    pick(`${prefix}how`, say('怎样计算'), () => term.how, (how) => { if (how) setTerm(editing, timer, { how }); }, { options: hows.map(([value, label]) => ({ value, label })) }),
    either(`${prefix}since`, say('从什么时候起'), () => term.since, (since) => setTerm(editing, timer, { since }), { options: [], none: say('进入环节起'), names: names(timer) }),
  ];
}

/** A timer that is written otherwise than we can take apart. */
function raw(timer, { editing, names }, prefix) {
  const get = () => written(timer);
  return [expression(`${prefix}raw`, say('时限写法'), get, (body) => rewrite(editing, timer, body), names(timer), { description: say('请写成 working_days(5) 或 natural_days(20)') })];
}

function basis(timer, { editing }, prefix) {
  const kinds = [{ value: 'statutory', label: say('法定') }, { value: 'internal', label: say('内部') }];
  return [
    pick(`${prefix}kind`, say('法定还是内部'), () => read(timer, 'basis', 'kind'), (kind) => setBasis(editing, timer, { kind }), { options: kinds }),
    line(`${prefix}clause`, say('依据条款'), () => read(timer, 'basis', 'clause'), (clause) => setBasis(editing, timer, { clause }), { placeholder: '第十四条（二）' }),
  ];
}

function label(timer, { editing }, prefix) {
  return line(`${prefix}name`, say('图上的名称'), () => getBusinessObject(timer).get('name') || undefined, (name) => editing.update(timer, { name }));
}

function ending(timer, { editing }, prefix) {
  const interrupts = getBusinessObject(timer).get('cancelActivity') !== false;
  const hows = [{ value: 'open', label: say('事项仍可办理') }, { value: 'taken', label: say('收回事项') }];
  const lapses = [{ value: 'true', label: say('期满失去权利') }, { value: 'false', label: say('期满不失去权利') }];
  const lapse = pick(`${prefix}lapse`, say('期满的后果'), () => read(timer, 'lapse', 'forfeits'), (forfeits) => write(editing, timer, 'lapse', { forfeits }), { options: lapses });
  return [
    pick(`${prefix}ends`, say('到期时'), () => (interrupts ? 'taken' : 'open'), (value) => setInterrupting(editing, timer, value === 'taken'), { options: hows }),
    ...(interrupts || found(timer, 'lapse') ? [lapse] : []),
    tick(`${prefix}wake`, say('只作提醒，不算到期'), () => Boolean(found(timer, 'wake')), (wanted) => setWake(editing, timer, wanted)),
  ];
}

function entries(timer, desk, prefix) {
  const how = !written(timer) || readTerm(written(timer)) ? begun : raw;
  return [...how(timer, desk, prefix), ...basis(timer, desk, prefix), ...(is(timer, 'bpmn:BoundaryEvent') ? ending(timer, desk, prefix) : [])];
}

/** A timer without an expression gets one with its first number. */
function begun(timer, desk, prefix) {
  if (written(timer)) return length(timer, desk, prefix);
  const set = (text) => { if (/^[1-9]\d{0,3}$/.test(text ?? '')) setTerm(desk.editing, timer, { days: Number(text) }); };
  return [saying(`${prefix}none`, say('还没有写明时限'), true), line(`${prefix}days`, say('期限'), () => undefined, set, { description: say('先填天数，例如 5 个工作日') })];
}

/** The terms of a step. */
export function termsOf(host, desk) {
  const item = (timer) => ({
    id: `term-${timer.id}`, label: getBusinessObject(timer).get('name') || timer.id,
    entries: [...entries(timer, desk, `term-${timer.id}-`), label(timer, desk, `term-${timer.id}-`)],
    remove: (event) => { event.stopPropagation(); desk.editing.modeling.removeShape(timer); },
  });
  const add = (event) => { event.stopPropagation(); addTerm(desk.editing, host); };
  return { id: 'terms', label: say('时限'), component: ListGroup, translate: say, items: timersOf(host).map(item), add, shouldOpen: true };
}

/** The term that a timer is. */
export function term(timer, desk) {
  return { id: 'term', label: say('时限'), shouldOpen: true, entries: entries(timer, desk, 'term-') };
}
