import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../i18n/words.js';
import { call, rows } from './groups/call.js';
import { flow, gateway, idle } from './groups/choice.js';
import { general } from './groups/general.js';
import { lane } from './groups/lane.js';
import { message } from './groups/message.js';
import { processGroup } from './groups/process.js';
import { service } from './groups/service.js';
import { outcome, state } from './groups/state.js';
import { userTask } from './groups/task.js';
import { term, termsOf } from './groups/terms.js';
import { condition, waysOut } from './model/conditions.js';
import { messagePart } from './model/messages.js';
import { scope } from './model/scope.js';
import { isTimer } from './model/timers.js';

const chooses = (element) => is(element, 'bpmn:ExclusiveGateway');
const leavesChoice = (element) => is(element, 'bpmn:SequenceFlow') && chooses(element.source) && waysOut(element.source).length > 1;
const isEmbedded = (element) => is(element, 'bpmn:SubProcess') && !element.isPlane;

/** Which group stands on which elements, from above to below. */
const groups = [
  [(element) => isAny(element, ['bpmn:Collaboration', 'bpmn:Participant']), processGroup],
  [(element) => is(element, 'bpmn:Lane'), lane],
  [(element) => is(element, 'bpmn:UserTask'), userTask],
  [(element) => is(element, 'bpmn:ServiceTask'), service],
  [(element) => is(element, 'bpmn:CallActivity'), call],
  [(element) => is(element, 'bpmn:UserTask') || is(element, 'bpmn:SubProcess'), termsOf],
  [(element) => is(element, 'bpmn:UserTask') || isEmbedded(element), rows],
  [isTimer, term],
  [(element) => is(element, 'bpmn:Event') && Boolean(messagePart(element)), message],
  [(element) => is(element, 'bpmn:EndEvent'), outcome],
  [(element) => is(element, 'bpmn:EndEvent'), state],
  [chooses, gateway],
  [leavesChoice, flow],
  [(element) => is(element, 'bpmn:SequenceFlow') && !leavesChoice(element) && Boolean(condition(element)), idle],
];

/** Gathers what the panel shows of the element that is chosen. */
export default class Provider {
  static $inject = ['propertiesPanel', 'panelEditing', 'choices', 'eventBus'];

  #desk;

  constructor(propertiesPanel, editing, choices, eventBus) {
    const names = (element) => () => scope(element, editing, choices);
    this.#desk = { editing, choices, names };
    propertiesPanel.registerProvider(this);
    // what one element shows may stand on another: a term on its timer, a condition on its flow
    eventBus.on('commandStack.changed', ({ trigger }) => {
      if (trigger !== 'clear') eventBus.fire('propertiesPanel.providersChanged');
    });
  }

  /** @returns {Function} adds the groups of an element to those of others */
  getGroups(element) {
    const fitting = groups.filter(([fits]) => fits(element)).flatMap(([, make]) => make(element, this.#desk));
    const first = general(element, this.#desk);
    // of a sheet with pools people look for the process: what they call general is hardly ever asked
    const own = is(element, 'bpmn:Collaboration') ? [...fitting, { ...first, shouldOpen: false }] : [first, ...fitting];
    return (others) => [...others, ...own.map((group) => ({ translate: say, ...group }))];
  }
}
