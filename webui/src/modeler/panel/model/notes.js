// The documentation of an element: what the next person should know about it.

/** @returns {string | undefined} */
export function readNotes(holder) {
  return holder.get('documentation')?.[0]?.get('text') || undefined;
}

/** Writes it, and takes it away when there is nothing to say. */
export function writeNotes(editing, element, holder, text) {
  const others = holder.get('documentation').slice(1);
  const made = text ? [editing.create('bpmn:Documentation', { text })] : [];
  editing.set(element, holder, { documentation: [...made, ...others] });
}
