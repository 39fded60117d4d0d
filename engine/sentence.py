"""How the engine says something with values in it: `say("最多 %(most)s 个字", most=…)`.

What comes out is a str in Chinese that a page can say in English; see `calendars.sentence`.
"""

from calendars.sentence import Sentence, listed, of_parts, recalled, say, with_parts

__all__ = ["Sentence", "listed", "of_parts", "recalled", "say", "with_parts"]
