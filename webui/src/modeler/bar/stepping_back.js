/**
 * After undo and redo the panel shows what is selected now. By itself it may go on showing an element that is gone, and what
 * is typed there would be lost.
 */
export default class SteppingBack {
  static $inject = ['eventBus', 'selection'];

  constructor(eventBus, selection) {
    eventBus.on('commandStack.changed', ({ trigger }) => {
      if (trigger !== 'undo' && trigger !== 'redo') return;
      const chosen = selection.get();
      // the panel keeps to what it showed until it has been drawn again
      setTimeout(() => { eventBus.fire('selection.changed', { oldSelection: chosen, newSelection: chosen }); });
    });
  }
}
