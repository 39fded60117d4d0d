// The list of names under a field: what of it fits, and how it is shown.
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';

const most = 60;
const word = /[\p{L}\p{N}_.]*$/u;

/** @returns {string} what is being written at the caret: the end of a name, or the whole text */
export function wordAt(text, caret, whole) {
  const before = text.slice(0, caret);
  return whole ? before : word.exec(before)[0];
}

/** @returns {{name: string, label: string}[]} the names that begin with the word first, then those that hold it, by name or label; none once it is written out */
export function fitting(names, wanted) {
  const sought = wanted.toLowerCase();
  const holds = names.filter(({ name, label }) => name.toLowerCase().includes(sought) || label.toLowerCase().includes(sought));
  const begins = ({ name }) => name.toLowerCase().startsWith(sought);
  const found = [...holds.filter(begins), ...holds.filter((each) => !begins(each))].slice(0, most);
  return found.length === 1 && found[0].name === wanted ? [] : found;
}

/** The list itself; `take` gets the chosen name. */
export function NameList({ id, label, names, active, take }) {
  const option = ({ name, label: said }, index) => jsxs('li', {
    id: `${id}-${index}`,
    role: 'option',
    'aria-selected': index === active,
    class: index === active ? 'active' : '',
    // the field keeps the caret: nothing may take the focus from it
    onMouseDown: (event) => event.preventDefault(),
    onClick: () => take(name),
    children: [jsx('code', { children: name }), jsx('span', { children: said })],
  }, name);
  return jsx('ul', { id, role: 'listbox', 'aria-label': label, class: 'gx-names', children: names.map(option) });
}
