// Which way a case goes on after a gateway.
import { is } from 'bpmn-js/lib/util/ModelUtil';

/** @returns {string | undefined} */
export function condition(flow) {
  return flow.businessObject.get('conditionExpression')?.get('body') || undefined;
}

/** Writes the condition of a flow, or takes it away. */
export function setCondition(editing, flow, body) {
  const conditionExpression = body ? editing.create('bpmn:FormalExpression', { body }) : undefined;
  editing.update(flow, { conditionExpression });
}

/** @returns {Object[]} the flows that leave a gateway */
export function waysOut(gateway) {
  return gateway.outgoing.filter((each) => is(each, 'bpmn:SequenceFlow'));
}

/** @returns {boolean} whether the case takes this flow when no condition holds */
export function isDefault(flow) {
  return flow.source.businessObject.get('default') === flow.businessObject;
}

/** Names the flow for all other cases; undefined: none. bpmn-js takes its condition away in the same step. */
export function setDefault(editing, gateway, flow) {
  editing.update(gateway, { default: flow?.businessObject });
}
