function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // a broken address names nothing
  }
}

/** The element that the page's address names: at its end, or as `element`. */
export function named() {
  return decoded(window.location.hash.slice(1)) || new URLSearchParams(window.location.search).get('element');
}

/**
 * Selects elements by id: from the list of problems, from a mark, from the end of the page's address.
 * @returns {(id: string) => void}
 */
export function wireHash(editor) {
  const pick = (id) => {
    const element = id && editor.get('elementRegistry').get(id);
    if (!element?.parent) return;
    editor.get('canvas').scrollToElement(element, { top: 100, right: 100, bottom: 120, left: 140 });
    editor.get('selection').select(element);
  };
  window.addEventListener('hashchange', () => pick(named()));
  return pick;
}
