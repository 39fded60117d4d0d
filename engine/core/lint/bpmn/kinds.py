"""The kinds of element that the rules speak of, by their names in the schema (Semantic.xsd)."""

TASKS = frozenset(
    {"task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "scriptTask",
     "businessRuleTask"}
)  # fmt: skip
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway",
     "eventBasedGateway"}
)  # fmt: skip
CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
EVENTS = CATCHING | THROWING
CHOREOGRAPHY = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS
LEVELS = SUBPROCESSES | {"process"}
ARTIFACTS = frozenset({"textAnnotation", "group", "association"})
#: What holds data of a process (Clause 10.4), and what merely refers to such a thing.
DATA = frozenset(
    {"dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput",
     "dataOutput", "property"}
)  # fmt: skip
DEFINITIONS = frozenset(
    {"messageEventDefinition", "timerEventDefinition", "escalationEventDefinition",
     "conditionalEventDefinition", "linkEventDefinition", "errorEventDefinition",
     "cancelEventDefinition", "compensateEventDefinition", "signalEventDefinition",
     "terminateEventDefinition"}
)  # fmt: skip

#: Parts of a node or flow that are no figures of their own: what is wrong in them is wrong with it.
INNER = DEFINITIONS | {
    "eventDefinitionRef", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics",
    "ioSpecification", "inputSet", "outputSet", "dataInput", "dataOutput", "conditionExpression",
    "inputDataItem", "outputDataItem", "dataInputAssociation", "dataOutputAssociation",
    "assignment", "transformation", "timeDate", "timeDuration", "timeCycle", "condition",
    "loopCardinality", "completionCondition", "extensionElements", "documentation",
}  # fmt: skip

#: What to call an element in a sentence when its kind is what matters.
WORDS = {
    "startEvent": "开始事件", "endEvent": "结束事件", "intermediateCatchEvent": "中间捕获事件",
    "intermediateThrowEvent": "中间抛出事件", "boundaryEvent": "边界事件",
    "process": "流程", "subProcess": "子流程", "transaction": "事务子流程",
    "adHocSubProcess": "临时子流程", "callActivity": "调用活动", "sequenceFlow": "顺序流",
    "messageFlow": "消息流", "association": "关联", "message": "消息", "signal": "信号",
    "error": "错误", "escalation": "升级", "itemDefinition": "数据类型", "operation": "操作",
    "interface": "接口", "participant": "泳池", "lane": "泳道", "dataObject": "数据对象",
    "dataStore": "数据存储", "dataInput": "输入数据", "dataOutput": "输出数据",
    "inputSet": "输入集", "outputSet": "输出集", "property": "属性", "resource": "资源",
    "correlationProperty": "关联属性", "correlationKey": "关联键", "category": "类别",
    "categoryValue": "类别值", "collaboration": "协作", "endPoint": "端点",
    "resourceParameter": "资源参数", "globalTask": "全局任务",
}  # fmt: skip
