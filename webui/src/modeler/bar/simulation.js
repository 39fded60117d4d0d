import { say } from '../i18n/words.js';

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => escapes[sign]);

// token simulation says these in English whatever the language, and puts names into HTML as they are
const phrases = new Set([
  'Found unsupported elements', 'Not supported', 'Pause Simulation', 'Play Simulation', 'Reset Simulation', 'Finished', 'Process',
  'Service Task', 'User Task', 'Call Activity', 'Script Task', 'Business Rule Task', 'Manual Task', 'Receive Task', 'Send Task', 'Task',
  'Exclusive Gateway', 'Parallel Gateway', 'Inclusive Gateway', 'Start Event', 'Intermediate Event', 'Boundary Event', 'End Event',
  'Simulation Log', 'No Entries', 'SubProcess',
]);

function inWords(text) {
  const [whole, head, tail] = text.match(/^(.*?)( started| finished| canceled|)$/);
  const said = phrases.has(head) ? say(head) : head;
  return whole === head ? said : say(`{name}${tail}`, { name: said });
}

function wrap(service, method) {
  const own = service[method].bind(service);
  return (options) => own({ ...options, text: escaped(inWords(options.text ?? '')) });
}

function relabel(node) {
  const titled = node.querySelectorAll?.('[class^=bts] [title]:not([data-said]), [class^=bts][title]:not([data-said]), .bts-close:not([data-said])') ?? [];
  for (const each of titled) {
    each.dataset.said = '';
    if (each.classList.contains('bts-text')) continue;
    if (each.title) each.title = title(each.title);
    if (each.hasAttribute('aria-label')) each.setAttribute('aria-label', say(each.getAttribute('aria-label')));
  }
  for (const text of texts(node)) if (phrases.has(text.data.trim())) text.data = say(text.data.trim());
}

function title(text) {
  const instance = text.match(/^Focus process instance (.*)$/);
  if (instance) return say('Focus process instance {id}', { id: instance[1] });
  return say(text);
}

function texts(node) {
  const found = [];
  for (const place of node.querySelectorAll?.('.bts-header, .placeholder') ?? []) {
    for (const each of place.childNodes) if (each.nodeType === Node.TEXT_NODE) found.push(each);
  }
  return found;
}

/** Lets the token simulation speak the page's language. */
export default class SimulationWords {
  static $inject = ['eventBus', 'canvas', 'log', 'notifications', 'elementNotifications'];

  constructor(eventBus, canvas, log, notifications, elementNotifications) {
    log.log = wrap(log, 'log');
    notifications.showNotification = wrap(notifications, 'showNotification');
    const add = elementNotifications.addElementNotification.bind(elementNotifications);
    elementNotifications.addElementNotification = (element, options) => add(element, { ...options, text: escaped(inWords(options.text ?? '')) });
    const container = canvas.getContainer();
    eventBus.on('diagram.init', () => {
      relabel(container);
      new MutationObserver((changes) => {
        if (changes.some((each) => each.addedNodes.length)) relabel(container);
      }).observe(container, { childList: true, subtree: true });
    });
  }
}
