import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const isTimer = ({ businessObject }) => businessObject.eventDefinitions?.some((each) => is(each, 'bpmn:TimerEventDefinition'));

/** A timer that is put on the edge of a step is a term: it leaves the step open, unless somebody says otherwise. */
export default class Terms extends CommandInterceptor {
  static $inject = ['eventBus', 'modeling'];

  constructor(eventBus, modeling) {
    super(eventBus);
    this.postExecuted('shape.replace', ({ context: { oldShape, newShape } }) => {
      const put = is(oldShape, 'bpmn:IntermediateCatchEvent') && is(newShape, 'bpmn:BoundaryEvent');
      if (put && isTimer(newShape)) modeling.updateProperties(newShape, { cancelActivity: false });
    });
  }
}
