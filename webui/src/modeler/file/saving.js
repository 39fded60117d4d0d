const quiet = 1000;
const retry = 5000;
// what a server says that will say otherwise later: sign in again, too busy, restarting
const passing = (status) => status === 401 || status === 429 || status >= 500;

/**
 * Saves the drawing by itself, a second after the last change, one request at a time, and nothing that is already saved.
 * `state` is one of saved, waiting, saving, offline, signedOut, refused, conflict.
 */
export class Saving {
  #told; #take; #put; #timer = 0; #running = null; #version = 0; #savedVersion = 0;

  /**
   * @param {{text: string, sha256: string}} file what the page began from
   * @param {() => Promise<string>} take the drawing as text
   * @param {(text: string, base: string) => Promise<Object>} put sends it; see `ask`
   * @param {(state: string, details?: Object) => void} told hears each new state
   */
  constructor(file, take, put, told) {
    this.base = file.sha256;
    this.savedText = file.text;
    this.state = 'saved';
    this.conflict = null;
    this.#take = take;
    this.#put = put;
    this.#told = told;
  }

  /** Whether something would be lost if the page were closed now. */
  get unsaved() {
    return this.#version !== this.#savedVersion;
  }

  /** The drawing is another one now. */
  changed() {
    this.#version += 1;
    if (this.conflict) return;
    this.#become('waiting');
    this.#later(quiet);
  }

  /** Saves now; resolves once the server has answered. */
  async flush() {
    clearTimeout(this.#timer);
    await this.#running;
    if (!this.unsaved || this.conflict) return;
    this.#running = this.#save().finally(() => { this.#running = null; });
    await this.#running;
  }

  /** Writes ours over what the other one wrote. */
  async overwrite() {
    this.base = this.conflict.sha256;
    this.conflict = null;
    await this.flush();
  }

  #become(state, details) {
    this.state = state;
    this.#told(state, details);
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  async #save() {
    const version = this.#version;
    const text = await this.#take();
    if (text !== this.savedText) {
      this.#become('saving');
      const answer = await this.#put(text, this.base).catch(() => null);
      if (!this.#taken(answer, text)) return;
    }
    this.#savedVersion = version;
    if (this.unsaved) this.#later(quiet);
    else this.#become('saved');
  }

  #taken(answer, text) {
    if (answer?.ok) {
      this.base = answer.data.sha256;
      this.savedText = text;
      return true;
    }
    if (answer?.status === 409) {
      this.conflict = answer.data;
      this.#become('conflict', answer.data);
    } else if (!answer || passing(answer.status)) {
      this.#become(answer?.status === 401 ? 'signedOut' : 'offline');
      this.#later(retry);
    } else {
      this.#become('refused', answer.data);
    }
    return false;
  }
}
