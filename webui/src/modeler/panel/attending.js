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

  #bus; #selection; #canvas; #shown = null; #heard = false; #again = null;

  constructor(eventBus, selection, canvas) {
    [this.#bus, this.#selection, this.#canvas] = [eventBus, selection, canvas];
    eventBus.on('propertiesPanel.updated', ({ element }) => {
      this.#shown = element;
      this.#heard = true;
    });
    eventBus.on(['selection.changed', 'elements.changed'], first, () => { this.#heard = false; });
    eventBus.on('selection.changed', last, () => { this.#check(true); });
    eventBus.on('elements.changed', last, ({ elements }) => { this.#check(elements.includes(this.#chosen())); });
  }

  #chosen() {
    const [one = this.#canvas.getRootElement(), another] = this.#selection.get();
    return another ? null : (one.labelTarget ?? one);
  }

  #check(concerned) {
    const chosen = this.#chosen();
    if (!chosen || chosen.isImplicit) return;
    const missed = concerned && !this.#heard;
    if (missed || this.#shown !== chosen) this.#tellAgain();
  }

  #tellAgain() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      const chosen = this.#selection.get();
      this.#bus.fire('selection.changed', { oldSelection: chosen, newSelection: chosen });
    }, soon);
  }
}
