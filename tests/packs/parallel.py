"""The mini pack with two tasks of one post side by side, and the terms a test draws on them."""

from engine.commands.deploy_pack import deploy_pack
from engine.store.database import Store
from tests.packs import pack_files

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:gx="urn:gongxiang:bpmn:1"
    id="defs" targetNamespace="urn:test">
  <bpmn:process id="mini" isExecutable="true">
    <bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="fill" name="填写申请">
      <bpmn:extensionElements>
        <gx:assignment role="handler" unit="case.applicant.unit" person="case.applicant.person"/>
        <gx:form key="request"/>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:subProcess id="both" name="会审">
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:startEvent id="b0"><bpmn:outgoing>g0</bpmn:outgoing></bpmn:startEvent>
      <bpmn:parallelGateway id="split">
        <bpmn:incoming>g0</bpmn:incoming>
        <bpmn:outgoing>g1</bpmn:outgoing><bpmn:outgoing>g2</bpmn:outgoing>
      </bpmn:parallelGateway>
      <bpmn:userTask id="ta" name="甲">
        <bpmn:extensionElements>
          <gx:assignment role="platform_reviewer" unit="case.platform"/><gx:form key="compliance"/>
        </bpmn:extensionElements>
        <bpmn:incoming>g1</bpmn:incoming><bpmn:outgoing>g3</bpmn:outgoing>
      </bpmn:userTask>
      <bpmn:userTask id="tb" name="乙">
        <bpmn:extensionElements>
          <gx:assignment role="platform_reviewer" unit="case.platform"/><gx:form key="reply"/>
        </bpmn:extensionElements>
        <bpmn:incoming>g2</bpmn:incoming><bpmn:outgoing>g4</bpmn:outgoing>
      </bpmn:userTask>
      <bpmn:parallelGateway id="join">
        <bpmn:incoming>g3</bpmn:incoming><bpmn:incoming>g4</bpmn:incoming>
        <bpmn:outgoing>g5</bpmn:outgoing>
      </bpmn:parallelGateway>
      <bpmn:endEvent id="be"><bpmn:incoming>g5</bpmn:incoming></bpmn:endEvent>
      <bpmn:sequenceFlow id="g0" sourceRef="b0" targetRef="split"/>
      <bpmn:sequenceFlow id="g1" sourceRef="split" targetRef="ta"/>
      <bpmn:sequenceFlow id="g2" sourceRef="split" targetRef="tb"/>
      <bpmn:sequenceFlow id="g3" sourceRef="ta" targetRef="join"/>
      <bpmn:sequenceFlow id="g4" sourceRef="tb" targetRef="join"/>
      <bpmn:sequenceFlow id="g5" sourceRef="join" targetRef="be"/>
      INSIDE
    </bpmn:subProcess>
    OUTSIDE
    <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="fill"/>
    <bpmn:sequenceFlow id="f2" sourceRef="fill" targetRef="both"/>
    <bpmn:sequenceFlow id="f3" sourceRef="both" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>"""

TERM = """
<bpmn:boundaryEvent id="{host}_term" cancelActivity="{cancels}" attachedToRef="{host}">
  <bpmn:extensionElements>
    <gx:basis clause="第十四条" kind="internal" term="{days}个工作日"/>
  </bpmn:extensionElements>
  <bpmn:outgoing>{host}_1</bpmn:outgoing>
  <bpmn:timerEventDefinition id="{host}_timer">
    <bpmn:timeDate xsi:type="bpmn:tFormalExpression">working_days({days})</bpmn:timeDate>
  </bpmn:timerEventDefinition>
</bpmn:boundaryEvent>
<bpmn:serviceTask id="{host}_late" name="提醒">
  <bpmn:extensionElements><gx:effect name="send_mail">
    <gx:param name="template" value="&quot;late&quot;"/>
    <gx:param name="to" value="[post(case.platform, &quot;principal_head&quot;)]"/>
  </gx:effect></bpmn:extensionElements>
  <bpmn:incoming>{host}_1</bpmn:incoming><bpmn:outgoing>{host}_2</bpmn:outgoing>
</bpmn:serviceTask>
<bpmn:endEvent id="{host}_end"><bpmn:incoming>{host}_2</bpmn:incoming>{ending}</bpmn:endEvent>
<bpmn:sequenceFlow id="{host}_1" sourceRef="{host}_term" targetRef="{host}_late"/>
<bpmn:sequenceFlow id="{host}_2" sourceRef="{host}_late" targetRef="{host}_end"/>
"""


def term(host: str, days: int, terminates: bool = False) -> str:
    """A term on `host` (ta, tb or both) that mails the platform's head, and may end it all."""
    ending = f'<bpmn:terminateEventDefinition id="{host}_stop"/>' if terminates else ""
    cancels = "true" if terminates else "false"
    return TERM.format(host=host, days=days, cancels=cancels, ending=ending)


def with_parallel(store: Store, inside: str = "", outside: str = "") -> Store:
    """Deploy the pack with terms drawn inside and around the subprocess; return `store`."""
    drawn = DIAGRAM.replace("INSIDE", inside).replace("OUTSIDE", outside)
    deploy_pack(store, None, pack_files() | {"mini/mini.bpmn": drawn.encode()}, "test")
    return store
