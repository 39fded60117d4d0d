// One of the usual expressions by its name, or an expression of one's own.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { say } from '../../i18n/words.js';
import { Expression } from './expression.js';
import { isFilled } from './fields.js';

const own = '*';

function Select({ id, label, value, options, none, set }) {
  const shown = [...(none ? [{ value: '', label: none }] : []), ...options, { value: own, label: say('其他（写表达式）') }];
  const option = (each) => jsx('option', { value: each.value, children: each.label }, each.value);
  const name = `bio-properties-panel-${id}`;
  return jsxs('div', { class: 'bio-properties-panel-select', children: [
    label && jsx('label', { for: name, class: 'bio-properties-panel-label', children: label }),
    jsx('select', { id: name, name: id, class: 'bio-properties-panel-input', value, onInput: (event) => set(event.target.value), children: shown.map(option) }),
  ] });
}

function Choosing(props) {
  const { id, get, set, options, names, element } = props;
  const [free, write] = useState(false);
  const value = get();
  const open = free || (value !== undefined && !options.some((each) => each.value === value));
  const choose = (next) => {
    write(next === own);
    if (next !== own) set(next || undefined);
  };
  const text = { id: `${id}-text`, label: say('表达式'), element, get, set, names };
  return jsxs('div', { class: 'gx-either', 'data-entry-id': id, children: [
    jsx('div', { class: 'bio-properties-panel-entry', children: jsx(Select, { ...props, value: open ? own : value ?? '', set: choose }) }),
    open && jsx(Expression, text),
    props.description && jsx('div', { class: 'bio-properties-panel-entry bio-properties-panel-description', children: props.description }),
  ] });
}

/** As `either` makes it, for use within other fields. */
export function Either(props) {
  return jsx(Choosing, props, props.element);
}

/** @param {{options: {value: string, label: string}[], none?: string, names: Function}} more `none`: what no choice is called, where that is possible */
export const either = (id, label, get, set, more) => ({ id, component: Either, label, get, set, isEdited: isFilled, ...more });
