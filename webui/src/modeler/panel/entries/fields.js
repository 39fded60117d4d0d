// The plain fields. Components stand at the level of the module: one made while groups are gathered would be another at each
// change, and lose what is being typed. What differs comes as properties of the entry.
import { CheckboxEntry, CheckboxGroup, SelectEntry, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { jsx } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { say } from '../../i18n/words.js';

// every letter is taken at once: a quick save loses nothing
const immediately = (act) => act;

/** Whether an input holds something, for the dot on the head of its group. */
export const isFilled = (input) => Boolean(input && (input.type === 'checkbox' ? input.checked : input.value));

/** What a field gives back is taken unless it is wrong; `mild`: a fault that is shown and taken all the same. */
function taking({ set, mild }) {
  return (value, error) => {
    if (!error || mild) set(value === '' ? undefined : value);
  };
}

function Line(props) {
  return jsx(TextFieldEntry, { ...props, debounce: immediately, getValue: props.get, setValue: taking(props) });
}

function Area(props) {
  return jsx(TextAreaEntry, { ...props, debounce: immediately, getValue: props.get, setValue: taking(props) });
}

function Tick(props) {
  return jsx(CheckboxEntry, { ...props, getValue: props.get, setValue: props.set });
}

function Ticks(props) {
  return jsx(CheckboxGroup, { ...props, getValue: props.get, setValue: props.set });
}

/** A value that is not on offer is shown all the same, as what it is. */
function withPresent(options, value) {
  const known = options.flatMap((each) => each.children ?? [each]);
  const isKnown = !value || known.some((each) => each.value === value);
  return isKnown ? options : [...options, { value, label: say('{value}（没有这一项）', { value }) }];
}

function Pick(props) {
  const getOptions = () => withPresent([{ value: '', label: props.none ?? say('（未选）') }, ...props.options], props.get());
  return jsx(SelectEntry, { ...props, getOptions, getValue: props.get, setValue: taking(props) });
}

const entry = (component) => (id, label, get, set, more = {}) => ({ id, component, label, get, set, isEdited: isFilled, ...more });

/** A line of text. */
export const line = entry(Line);
/** A text of several lines. */
export const area = entry(Area);
/** Yes or no. */
export const tick = entry(Tick);
/** Several of `options`, [{value, label}]. */
export const ticks = entry(Ticks);
/** One of `options`, [{value, label}] or [{label, children}]; `none`: what no choice is called. */
export const pick = entry(Pick);
