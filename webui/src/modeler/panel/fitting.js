import { is } from 'bpmn-js/lib/util/ModelUtil';

/** Leaves behind what means nothing on the new element, when one is copied or turned into another kind. */
export default class Fitting {
  static $inject = ['eventBus', 'moddle'];

  constructor(eventBus, moddle) {
    // the descriptor says of each extension on what it stands
    const belongs = ({ $type }, owner) => moddle.getTypeDescriptor($type)?.meta?.allowedIn?.some((type) => is(owner, type)) ?? true;
    eventBus.on('moddleCopy.canCopyProperty', ({ property, parent }) => {
      const isOurs = property?.$type?.startsWith('gx:') && parent?.$type === 'bpmn:ExtensionElements';
      return isOurs && !belongs(property, parent.$parent) ? false : undefined;
    });
  }
}
