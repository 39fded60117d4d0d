// What only tells, leads or does something.
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';

function Saying({ id, text, serious }) {
  const name = serious ? 'bio-properties-panel-error' : 'bio-properties-panel-description';
  return jsx('div', { class: `bio-properties-panel-entry gx-saying${serious ? ' has-error' : ''}`, 'data-entry-id': id, children: jsx('div', { class: name, children: text }) });
}

function Way({ id, text, href }) {
  return jsx('div', { class: 'bio-properties-panel-entry gx-way', 'data-entry-id': id, children: jsx('a', { href, children: text }) });
}

function Act({ id, text, act }) {
  const button = jsx('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', id: `bio-properties-panel-${id}`, onClick: act, children: text });
  return jsxs('div', { class: 'bio-properties-panel-entry gx-act', 'data-entry-id': id, children: [button] });
}

/** A sentence; `serious`: one that says what is wrong. */
export const saying = (id, text, serious = false) => ({ id, component: Saying, text, serious });
/** A link to another page of the modeler, which gets the file's path. */
export const way = (id, text, page, path) => ({ id, component: Way, text, href: `${page}?path=${encodeURIComponent(path)}` });
/** A button. */
export const act = (id, text, run) => ({ id, component: Act, text, act: run });
