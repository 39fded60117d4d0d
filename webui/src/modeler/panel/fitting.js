import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

/** Whether an extension may stand on an element, by the descriptor's `allowedIn`. */
function belongs(extension, owner) {
  const allowed = extension.$descriptor?.meta?.allowedIn;
  return !allowed || !owner?.$instanceOf || allowed.some((type) => owner.$instanceOf(type));
}

/** Leaves behind what means nothing on the new element, when one is copied or turned into another kind. */
export default class Fitting {
  static $inject = ['eventBus'];

  constructor(eventBus) {
    eventBus.on('moddleCopy.canCopyProperty', ({ property, parent }) => {
      if (property?.$type?.startsWith('gx:') && !belongs(property, getBusinessObject(parent?.$parent))) return false;
      return undefined;
    });
  }
}
