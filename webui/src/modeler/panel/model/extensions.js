// What stands in the extensionElements of an element, in our own namespace.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

const typeOf = (name) => `gx:${name[0].toUpperCase()}${name.slice(1)}`;
const valuesOf = (element) => getBusinessObject(element).get('extensionElements')?.get('values') ?? [];
const isNothing = (value) => value === undefined || value?.length === 0;

/** @returns {Object | undefined} the first `<gx:name>` of a shape */
export function found(element, name) {
  return valuesOf(element).find((each) => each.$type === typeOf(name));
}

/** @returns {string | undefined} an attribute of the `<gx:name>` of a shape */
export function read(element, name, attribute) {
  return found(element, name)?.get(attribute) || undefined;
}

/** Puts a `<gx:name>` on a shape, in place of the one it has. */
export function put(editing, element, name, attributes = {}) {
  const made = editing.create(typeOf(name), attributes);
  const old = found(element, name);
  const values = valuesOf(element);
  fill(editing, element, old ? values.map((each) => (each === old ? made : each)) : [...values, made]);
}

/** Takes every `<gx:name>` from a shape; one without any extension is left without extensionElements. */
export function take(editing, element, name) {
  const left = valuesOf(element).filter((each) => each.$type !== typeOf(name));
  if (left.length !== valuesOf(element).length) fill(editing, element, left);
}

/** Changes attributes of the `<gx:name>` of a shape, which comes with its first and goes with its last. */
export function write(editing, element, name, attributes) {
  const old = found(element, name);
  if (old && willBeEmpty(old, attributes)) take(editing, element, name);
  else if (old) editing.set(element, old, attributes);
  else if (!Object.values(attributes).every(isNothing)) put(editing, element, name, attributes);
}

function willBeEmpty(old, attributes) {
  const own = old.$descriptor.properties.map(({ name }) => name.replace('gx:', ''));
  const left = own.map((name) => (name in attributes ? attributes[name] : old.get(name)));
  return left.every(isNothing) && Object.keys(old.$attrs).length === 0;
}

function fill(editing, element, values) {
  const holder = getBusinessObject(element);
  const made = values.length ? editing.create('bpmn:ExtensionElements', { values }) : undefined;
  editing.set(element, holder, { extensionElements: made });
  values.forEach((each) => { each.$parent = made; });
}
