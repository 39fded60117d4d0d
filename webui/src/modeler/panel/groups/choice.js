// Gateways that choose, and the flows that leave them.
import { say } from '../../i18n/words.js';
import { expression } from '../entries/expression.js';
import { pick, tick } from '../entries/fields.js';
import { saying } from '../entries/saying.js';
import { condition, isDefault, setCondition, setDefault, waysOut } from '../model/conditions.js';

function called(flow) {
  const to = flow.target?.businessObject.get('name') || flow.target?.id;
  const answer = flow.businessObject.get('name');
  return answer ? say('{answer}（到“{to}”）', { answer, to }) : say('到“{to}”', { to });
}

function asked(flow, { editing, names }, id, label) {
  const wrong = condition(flow) || isDefault(flow) ? undefined : '请写明条件，或者把它设为“其他情况”';
  return expression(id, label, () => condition(flow), (body) => setCondition(editing, flow, body), names(flow), { wrong, placeholder: 'leader_approval.decision == "approve"' });
}

/** Which way after a gateway: one for all other cases, a condition on each of the others. */
export function gateway(element, desk) {
  const ways = waysOut(element);
  if (ways.length < 2) return { id: 'ways', label: say('去向'), shouldOpen: true, entries: [saying('ways-none', say('从这里画出两条以上的连线后，在此写明各走哪一条'))] };
  const rest = ways.find(isDefault);
  const set = (id) => setDefault(desk.editing, element, ways.find((each) => each.id === id));
  const options = ways.map((each) => ({ value: each.id, label: called(each) }));
  const conditions = ways.filter((each) => each !== rest).map((each) => asked(each, desk, `way-${each.id}`, called(each)));
  return { id: 'ways', label: say('去向'), shouldOpen: true, entries: [pick('default', say('其他情况走'), () => rest?.id, set, { options }), ...conditions] };
}

/** A flow that leaves a gateway with several ways out. */
export function flow(element, desk) {
  const { editing } = desk;
  const rest = isDefault(element);
  const set = (wanted) => setDefault(editing, element.source, wanted ? element : undefined);
  const entries = [tick('is-default', say('其他情况走这一条'), () => rest, set)];
  if (!rest || condition(element)) entries.push(asked(element, desk, 'condition', say('走这一条的条件')));
  return { id: 'condition-group', label: say('条件'), shouldOpen: true, entries };
}

/** A condition where none is asked, to be cleared. */
export function idle(element, { editing, names }) {
  const set = (body) => setCondition(editing, element, body);
  return { id: 'condition-group', label: say('条件'), shouldOpen: true, entries: [expression('condition', say('条件'), () => condition(element), set, names(element), { wrong: '这里不问条件，请清空；条件写在网关引出的连线上' })] };
}
