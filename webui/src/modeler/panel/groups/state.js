// What the case is called: while a task is open, or once it has ended so; and how it ended.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../../i18n/words.js';
import { word } from '../entries/expression.js';
import { line, pick } from '../entries/fields.js';
import { read, write } from '../model/extensions.js';
import words from '../catalogue/words.json';

const code = /^[A-Z][A-Z0-9_]{1,39}$/;

/** The states that the diagram has already, each with its name. */
function used(editing) {
  const all = [...editing.all('bpmn:UserTask'), ...editing.all('bpmn:EndEvent')];
  const found = all.map((each) => ({ name: read(each, 'state', 'code'), label: read(each, 'state', 'label') ?? '' }));
  return [...new Map(found.filter((each) => each.name).map((each) => [each.name, each])).values()];
}

/** One code has one name: a code that is there already brings its own. */
function named(element, editing) {
  return (value) => {
    const known = used(editing).find((each) => each.name === value && each.label);
    const label = read(element, 'state', 'label') ?? known?.label;
    write(editing, element, 'state', value ? { code: value, label } : { code: undefined });
  };
}

/** The state of the case. */
export function state(element, { editing }) {
  const get = () => read(element, 'state', 'code');
  const wrong = get() && !code.test(get()) ? '代码用大写英文字母、数字和下划线，例如 LEADER_REVIEW' : undefined;
  return {
    id: 'state', label: say('办件状态'), shouldOpen: true, entries: [
      word('state-code', say('状态代码'), get, named(element, editing), () => used(editing), { wrong }),
      line('state-label', say('状态名称'), () => read(element, 'state', 'label'), (label) => write(editing, element, 'state', { label }), {
        description: is(element, 'bpmn:EndEvent') ? say('办件这样结束后叫什么') : say('这一环节未办完时办件叫什么'),
      }),
    ],
  };
}

/** How a case that comes to this end has ended. */
export function outcome(element, { editing }) {
  const options = Object.entries(words.outcomes).map(([value, label]) => ({ value, label: say(label) }));
  const set = (kind) => write(editing, element, 'outcome', { kind });
  return { id: 'outcome', label: say('办理结果'), shouldOpen: true, entries: [pick('outcome-kind', say('结果'), () => read(element, 'outcome', 'kind'), set, { options, none: say('（不是办件的结束）') })] };
}
