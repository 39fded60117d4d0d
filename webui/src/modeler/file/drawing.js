/**
 * The drawing as text. A drawing in which nothing was changed, or all of it undone, is the text it was read from, letter by
 * letter: so neither opening nor undoing leaves an edit behind.
 */
export class Drawing {
  #editor; #original = '';

  constructor(editor) {
    this.#editor = editor;
  }

  /**
   * Reads a text; rejects when it cannot be shown.
   * @param {string} text what is in the file
   * @param {string} [drawn] the same with a drawing, where the file has none
   * @returns {Promise<number>} how many parts of it could not be read
   */
  async read(text, drawn = text) {
    this.#original = text; // those who hear that it was imported ask for it at once
    const { warnings } = await this.#editor.importXML(drawn);
    return warnings.length;
  }

  /** @returns {Promise<string>} */
  async text() {
    const stack = this.#editor.get('commandStack', false);
    if (!stack || !stack.canUndo()) return this.#original;
    const { xml } = await this.#editor.saveXML({ format: true });
    return xml;
  }

  /** @returns {Promise<string>} the picture */
  async picture() {
    const { svg } = await this.#editor.saveSVG();
    return svg;
  }
}
