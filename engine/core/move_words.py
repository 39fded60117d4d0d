"""Why a case cannot go on in another version. Kept in Chinese and known again by these."""

LEVEL_GONE = "新版本中没有“%(name)s”这一层流程。"
STEP_GONE = "办件正停在“%(name)s”，新版本中没有这一环节。"
OTHER_KIND = "“%(name)s”在新版本中是另一种环节。"
OTHER_EVENTS = "“%(name)s”所等待的事件在新版本中不同。"
OTHER_WAY = "“%(name)s”之前的环节在新版本中不同，移过去会漏掉或者重复。"
NEW_BRANCH = "“%(name)s”在新版本中多出了并行的分支，办件已经过了这里。"
LAPSED_GONE = "时限“%(name)s”已经到期，新版本中没有它。"
SPLIT_GONE = "“%(name)s”之后有并行的分支，新版本中没有这一环节。"
ENDED = "办件已经办结。"
PROCESS_GONE = "新版本中没有这一流程。"
FORM_GONE = "“%(name)s”的表单在新版本中不存在。"
NEWER = "办件已经按更新的版本办理。"
INTERNAL = "系统内部错误"

MOVE_SENTENCES = (
    LEVEL_GONE, STEP_GONE, OTHER_KIND, OTHER_EVENTS, OTHER_WAY, NEW_BRANCH, LAPSED_GONE,
    SPLIT_GONE, ENDED, PROCESS_GONE, FORM_GONE, NEWER,
    INTERNAL,
)  # fmt: skip
