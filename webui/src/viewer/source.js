async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/**
 * The levels to draw, outermost first.
 * @param {string} source the address of the JSON, or `#id` of a script element that holds it
 * @returns {Promise<{process: string, title?: string, xml: string, elements: Object}[]>}
 */
export async function levelsOf(source) {
  const found = source.startsWith('#') ? JSON.parse(document.querySelector(source).textContent) : await fetched(source);
  const levels = Array.isArray(found) ? found : [found];
  return levels.map((level) => ({ ...level, elements: level.elements ?? {} }));
}
