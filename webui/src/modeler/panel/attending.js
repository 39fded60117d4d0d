const first = 5000; // before the panel hears of it
const last = 100; // after
const soon = 20; // ms

/**
 * Makes the panel show what is selected, as it is now. By itself it listens with a delay: what happens before it was drawn for
 * the first time, or between the choice of an element and its next frame, passes it by; after undo it may go on showing an
 * element that is gone, and what is typed there would be lost.
 */
export default class Attending {
  static $inject = ['eventBus', 'selection', 'canvas'];

  #bus; #selection; #canvas; #heard = false; #again = null;

  constructor(eventBus, selection, canvas) {
    [this.#bus, this.#selection, this.#canvas] = [eventBus, selection, canvas];
    eventBus.on(['selection.changed', 'elements.changed'], first, () => { this.#heard = false; });
    eventBus.on('propertiesPanel.updated', ({ element }) => {
      this.#heard = true;
      if (!Array.isArray(element) && this.#chosen() !== element) this.#tellAgain();
    });
    eventBus.on('selection.changed', last, () => { this.#expect(this.#chosen()); });
    eventBus.on('elements.changed', last, ({ elements }) => {
      const chosen = this.#chosen();
      if (elements.includes(chosen)) this.#expect(chosen);
    });
  }

  /** What the panel has to show; several elements are nothing of their own to it. */
  #chosen() {
    const [one = this.#canvas.getRootElement(), another] = this.#selection.get();
    return another ? null : (one.labelTarget ?? one);
  }

  #expect(chosen) {
    if (chosen && !chosen.isImplicit && !this.#heard) this.#tellAgain();
  }

  #tellAgain() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      const chosen = this.#selection.get();
      this.#bus.fire('selection.changed', { oldSelection: chosen, newSelection: chosen });
    }, soon);
  }
}
