import BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const prefixes = [
  ['bpmn:UserTask', 'task'], ['bpmn:ServiceTask', 'service'], ['bpmn:CallActivity', 'call'], ['bpmn:SubProcess', 'part'], ['bpmn:Activity', 'task'],
  ['bpmn:StartEvent', 'begin'], ['bpmn:EndEvent', 'finish'], ['bpmn:BoundaryEvent', 'boundary'], ['bpmn:Event', 'event'],
  ['bpmn:Gateway', 'gateway'], ['bpmn:SequenceFlow', 'flow'], ['bpmn:MessageFlow', 'message_flow'],
  ['bpmn:Participant', 'pool'], ['bpmn:Lane', 'lane'], ['bpmn:TextAnnotation', 'note'],
];

function snake(type) {
  return type.replace(/^[^:]*:/, '').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/**
 * Gives new elements ids that a person can read and type: task_1, gateway_2. Never one of the engine's own (Start, End, Root),
 * and none that another diagram of the pack has: the two may run together.
 */
export default class ReadableIds extends BpmnFactory {
  static $inject = ['moddle', 'choices'];

  constructor(moddle, choices) {
    super(moddle);
    this.choices = choices;
  }

  _ensureId(element) {
    const { ids } = this._model;
    if (element.id) {
      ids.claim(element.id, element);
    } else if (this._needsId(element)) {
      element.id = this.#free(prefixes.find(([type]) => is(element, type))?.[1] ?? snake(element.$type));
      ids.claim(element.id, element);
    }
  }

  #free(prefix) {
    const taken = new Set(this.choices.taken);
    for (let number = 1; ; number += 1) {
      const id = `${prefix}_${number}`;
      if (!this._model.ids.assigned(id) && !taken.has(id)) return id;
    }
  }
}
