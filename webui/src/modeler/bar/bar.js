import { fit } from '../fit.js';

/** What each button of the bar does to the drawing; those that need more than it are given by the page. */
function acts(editor) {
  const service = (name) => editor.get(name);
  return {
    undo: () => service('commandStack').undo(),
    redo: () => service('commandStack').redo(),
    // a click anywhere closes it again, this one too
    find: () => setTimeout(() => service('searchPad').toggle()),
    larger: () => service('zoomScroll').stepZoom(1),
    smaller: () => service('zoomScroll').stepZoom(-1),
    fit: () => fit(service('canvas')),
    minimap: () => service('minimap').toggle(),
    simulate: () => service('toggleMode').toggleMode(),
  };
}

function press(buttons, name, pressed) {
  buttons[name]?.setAttribute('aria-pressed', String(pressed));
}

function follow(editor, buttons) {
  const stack = editor.get('commandStack', false);
  let simulating = false;
  const enable = () => {
    if (!stack) return;
    buttons.undo.disabled = simulating || !stack.canUndo();
    buttons.redo.disabled = simulating || !stack.canRedo();
    buttons.import.disabled = simulating;
  };
  editor.on(['commandStack.changed', 'import.done'], () => { enable(); });
  editor.on('tokenSimulation.toggleMode', ({ active }) => {
    simulating = active;
    press(buttons, 'simulate', active);
    enable();
  });
  editor.on('minimap.toggle', ({ open }) => { press(buttons, 'minimap', open); });
}

/**
 * Makes the buttons of the bar work.
 * @param {HTMLElement} place holds buttons with [data-act]
 * @param {Object} editor bpmn-js
 * @param {Object<string, () => void>} more what the other buttons do
 */
export function wireBar(place, editor, more) {
  const all = { ...acts(editor), ...more };
  const buttons = {};
  for (const button of place.querySelectorAll('[data-act]')) {
    const name = button.dataset.act;
    buttons[name] = button;
    button.addEventListener('click', () => {
      button.closest('details')?.removeAttribute('open');
      all[name]?.();
    });
    button.disabled = false;
  }
  follow(editor, buttons);
}
