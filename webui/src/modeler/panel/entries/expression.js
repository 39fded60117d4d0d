// A field for an expression, or for a word that is better chosen than invented: names are offered while one writes.
import { useEffect, useLayoutEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { say } from '../../i18n/words.js';
import { fault } from '../model/text.js';
import { isFilled } from './fields.js';
import { NameList, fitting, wordAt } from './names.js';

const closed = { open: false, active: -1, word: '' };
const clean = (text) => text.trim() || undefined;

/** The text as it stands in the field: what is typed goes to `set` at once, blanks around it do not. */
function useText(stored, set) {
  const [text, setText] = useState(stored ?? '');
  useEffect(() => { if (clean(text) !== stored) setText(stored ?? ''); }, [stored]);
  const write = (next) => {
    setText(next);
    if (clean(next) !== stored) set(clean(next));
  };
  return [text, write];
}

/** Keys of the list while it is open; what is left is the field's own business. */
function onKeys(event, list, names, show, take) {
  if (event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && names.length) {
    const active = (list.active + steps[event.key] + names.length) % names.length;
    show({ ...list, open: true, active: list.open ? active : 0 });
  } else if (event.key === 'Escape' && list.open) {
    event.stopPropagation();
    show(closed);
  } else if (list.open && list.active >= 0 && ['Enter', 'Tab'].includes(event.key)) take(names[list.active].name);
  else if (event.key !== 'Enter') return;
  event.preventDefault();
}

/** The field is as high as its text. */
function useHeight(field, text) {
  useLayoutEffect(() => {
    const { style } = field.current;
    style.height = 'auto';
    style.height = `${field.current.scrollHeight + 2}px`;
  }, [text]);
}

function useNames(props, text, write) {
  const field = useRef(null);
  const [list, show] = useState(closed);
  const names = list.open ? fitting(props.names(), list.word) : [];
  const seek = () => {
    const word = wordAt(field.current.value, field.current.selectionStart, props.whole);
    show({ open: word !== '', active: -1, word });
  };
  const take = (name) => {
    const caret = field.current.selectionStart;
    const from = caret - wordAt(text, caret, props.whole).length;
    write(text.slice(0, from) + name + (props.whole ? '' : text.slice(caret)));
    show(closed);
    requestAnimationFrame(() => field.current?.setSelectionRange(from + name.length, from + name.length));
  };
  const all = () => {
    field.current.focus();
    show(list.open ? closed : { open: true, active: -1, word: '' });
  };
  const keys = (event) => onKeys(event, list, names.length ? names : fitting(props.names(), ''), show, take);
  return { field, list, names, show, seek, take, all, keys };
}

function Field(props) {
  const { id, label, placeholder, whole } = props;
  const [text, write] = useText(props.get(), props.set);
  const offer = useNames(props, text, write);
  useHeight(offer.field, text);
  const wrong = props.wrong ?? (whole ? undefined : fault(text));
  const own = `bio-properties-panel-${id}`;
  const open = offer.list.open && offer.names.length > 0;
  const field = jsx('textarea', {
    id: own, ref: offer.field, name: id, class: `bio-properties-panel-input${whole ? '' : ' bio-properties-panel-input-monospace'}`, spellCheck: false, autoComplete: 'off', placeholder,
    rows: 1, value: text,
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': open, 'aria-controls': `${own}-names`, 'aria-invalid': Boolean(wrong), 'aria-describedby': `${own}-said`,
    'aria-activedescendant': open && offer.list.active >= 0 ? `${own}-names-${offer.list.active}` : undefined,
    onInput: (event) => { write(event.target.value); offer.seek(); },
    onKeyDown: offer.keys,
    onBlur: () => offer.show(closed),
  });
  const button = jsx('button', { type: 'button', class: 'gx-names-button', title: say('可用的名称'), 'aria-label': say('可用的名称'), onMouseDown: (event) => event.preventDefault(), onClick: offer.all, children: '▾' });
  const head = jsx('label', { for: own, class: 'bio-properties-panel-label', children: label });
  const row = jsxs('div', { class: 'gx-expression', children: [field, button] });
  const said = jsxs('div', { id: `${own}-said`, children: [
    wrong && jsx('div', { class: 'bio-properties-panel-error', children: say(wrong) }),
    props.description && jsx('div', { class: 'bio-properties-panel-description', children: props.description }),
  ] });
  const list = open && jsx(NameList, { id: `${own}-names`, label: say('可用的名称'), names: offer.names, active: offer.list.active, take: offer.take });
  return jsxs('div', { class: `bio-properties-panel-entry gx-field${wrong ? ' has-error' : ''}`, 'data-entry-id': id, children: [head, row, list, said] });
}

/** Another element has a field of its own: nothing that was typed for the one before may turn up in it. */
export function Expression(props) {
  return jsx(Field, props, props.element);
}

/** An expression; `names`: what to offer, asked when it is needed. */
export const expression = (id, label, get, set, names, more = {}) => ({ id, component: Expression, label, get, set, names, isEdited: isFilled, ...more });
/** A word; `names`: those that are usual. */
export const word = (id, label, get, set, names, more = {}) => expression(id, label, get, set, names, { whole: true, ...more });
