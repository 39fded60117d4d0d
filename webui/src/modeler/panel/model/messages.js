// The message that an event waits for or sends; the file declares each once, by its name.

/** @returns {Object | undefined} the message part of an event */
export function messagePart(element) {
  return element.businessObject.get('eventDefinitions')?.find((each) => each.$type === 'bpmn:MessageEventDefinition');
}

function declared(editing) {
  return editing.definitions.get('rootElements').filter((each) => each.$type === 'bpmn:Message');
}

/** @returns {string[]} the names of all messages of the file */
export function messageNames(editing) {
  return [...new Set(declared(editing).map((each) => each.get('name')).filter(Boolean))];
}

/** Makes an event wait for the message of that name, which is declared when it is new. */
export function nameMessage(editing, element, name) {
  const known = declared(editing).find((each) => each.get('name') === name);
  const messageRef = name ? known ?? editing.create('bpmn:Message', { name }) : undefined;
  editing.together(() => {
    if (messageRef && !known) declare(editing, element, [...editing.definitions.get('rootElements'), messageRef]);
    editing.set(element, messagePart(element), { messageRef });
    sweep(editing, element);
  });
}

function declare(editing, element, rootElements) {
  editing.set(element, editing.definitions, { rootElements });
}

/** A message that no event names any more is not declared any more. */
function sweep(editing, element) {
  const named = new Set(editing.all('bpmn:Event').map((each) => messagePart(each)?.get('messageRef')));
  const flows = editing.all('bpmn:MessageFlow').map((each) => each.businessObject.get('messageRef'));
  const roots = editing.definitions.get('rootElements');
  const left = roots.filter((each) => each.$type !== 'bpmn:Message' || named.has(each) || flows.includes(each));
  if (left.length < roots.length) declare(editing, element, left);
}
