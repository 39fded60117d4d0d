// What a service task does: an effect, or a lookup, with its parameters.
import { found, put, take } from './extensions.js';

/** @returns {Object | undefined} the effect or lookup of a service task */
export function chosen(element) {
  return found(element, 'lookup') ?? found(element, 'effect');
}

/** Chooses `effect:name` or `lookup:name`; parameters that both take are kept. */
export function choose(editing, element, value, choices) {
  const [kind, name] = (value ?? '').split(':');
  const takes = choices[`${kind}s`]?.find((each) => each.name === name)?.params ?? [];
  const kept = (chosen(element)?.get('params') ?? []).filter((each) => takes.includes(each.get('name')));
  const params = kept.map((each) => editing.create('gx:Param', { name: each.get('name'), value: each.get('value') }));
  editing.together(() => {
    take(editing, element, 'effect');
    take(editing, element, 'lookup');
    if (name) put(editing, element, kind, { name, params });
  });
}

/** @returns {string | undefined} the expression of a parameter */
export function param(element, name) {
  return chosen(element)?.get('params').find((each) => each.get('name') === name)?.get('value') || undefined;
}

/** Sets the expression of a parameter; undefined takes it away. */
export function setParam(editing, element, name, value) {
  const owner = chosen(element);
  const params = owner.get('params');
  const old = params.find((each) => each.get('name') === name);
  if (old && value !== undefined) editing.set(element, old, { value });
  else if (old) editing.set(element, owner, { params: params.filter((each) => each !== old) });
  else if (value !== undefined) editing.set(element, owner, { params: [...params, editing.create('gx:Param', { name, value })] });
}
