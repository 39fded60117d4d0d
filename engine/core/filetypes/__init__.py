"""What kind of file an attachment really is, told by its content; nothing that runs gets in.

Five signatures lead to the checks of each family: PDF, PNG and JPEG by the first bytes, the old
Office and WPS formats as compound files (`compound.py`), the new Office formats and OFD as zip
packages (`package.py`), and text as text that reads from beginning to end (`plain.py`). The name
only decides among what the content allows. Archives are refused: what lies in them would have to be
checked as well, and a reviewer should see each paper by its name.
"""

from engine.core.filetypes.kinds import ALLOWED, MAX_BYTES, FileRefused, FileType
from engine.core.filetypes.naming import clean_name
from engine.core.filetypes.sniffing import sniff, too_large

__all__ = ["ALLOWED", "MAX_BYTES", "FileRefused", "FileType", "clean_name", "sniff", "too_large"]
