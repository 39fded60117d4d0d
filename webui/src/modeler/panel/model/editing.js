const together = 'panel.together';

/** Runs several changes as one: one undo takes all of them back. */
class Together {
  preExecute({ run }) {
    run();
  }
}

/** Changes to what stands behind the shapes; each is one step of undo. */
export default class Editing {
  static $inject = ['modeling', 'commandStack', 'bpmnFactory', 'elementFactory', 'elementRegistry', 'canvas', 'bpmnjs', 'moddle'];

  constructor(modeling, commandStack, bpmnFactory, elementFactory, elementRegistry, canvas, bpmnjs, moddle) {
    Object.assign(this, { modeling, commandStack, bpmnFactory, elementFactory, elementRegistry, canvas, bpmnjs, moddle });
    commandStack.registerHandler(together, Together);
  }

  /** @returns {Object} a new moddle element; its parts know it as their parent */
  create(type, properties = {}) {
    const made = this.bpmnFactory.create(type, properties);
    Object.values(properties).flat().forEach((each) => { if (each?.$type && !each.$parent) each.$parent = made; });
    return made;
  }

  /** Sets properties of a moddle element that belongs to a shape; undefined takes one away. */
  set(element, moddleElement, properties) {
    Object.values(properties).flat().forEach((each) => { if (each?.$type && !each.$parent) each.$parent = moddleElement; });
    this.modeling.updateModdleProperties(element, moddleElement, properties);
  }

  /** Sets properties of a shape itself, its drawing included: name, id, default. */
  update(element, properties) {
    this.modeling.updateProperties(element, properties);
  }

  /** Makes all changes of `run` in one step. */
  together(run) {
    this.commandStack.execute(together, { run });
  }

  /** @returns {Object} the root of the file */
  get definitions() {
    return this.bpmnjs.getDefinitions();
  }

  /** @returns {Object[]} the shapes and flows of a type */
  all(type) {
    return this.elementRegistry.filter((each) => !each.labelTarget && each.businessObject?.$instanceOf?.(type));
  }
}
