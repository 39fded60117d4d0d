// A step that is done once per row of a list.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';

const multi = 'bpmn:MultiInstanceLoopCharacteristics';

/** @returns {Object | undefined} what says that a shape is done once per row */
export function loopOf(element) {
  const loop = getBusinessObject(element)?.get?.('loopCharacteristics');
  return is(loop, multi) ? loop : undefined;
}

/** @returns {{list?: string, item?: string}} the name of the list and that of the row */
export function readLoop(element) {
  const loop = is(element, 'bpmn:Activity') ? loopOf(element) : undefined;
  return { list: loop?.get('loopDataInputRef') || undefined, item: loop?.get('inputDataItem')?.get('id') };
}

/** Begins or ends that a step is done once per row. */
export function setLoop(editing, element, wanted) {
  const loopCharacteristics = wanted ? editing.create(multi, {}) : undefined;
  editing.together(() => {
    if (!wanted) release(editing, loopOf(element)?.get('inputDataItem'));
    editing.update(element, { loopCharacteristics });
  });
}

/** Names the list. */
export function setList(editing, element, loopDataInputRef) {
  editing.set(element, loopOf(element), { loopDataInputRef });
}

/** Names the row: the engine reads the id, people the name. */
export function setItem(editing, element, name) {
  const loop = loopOf(element);
  release(editing, loop.get('inputDataItem'));
  const inputDataItem = name ? editing.create('bpmn:DataInput', { id: name, name }) : undefined;
  if (name) editing.moddle.ids.claim(name, inputDataItem);
  editing.set(element, loop, { inputDataItem });
}

function release(editing, item) {
  if (item?.id) editing.moddle.ids.unclaim(item.id);
}
