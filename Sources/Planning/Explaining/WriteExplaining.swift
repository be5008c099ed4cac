import Analysis
import Expressions
import JSON

extension WritePlan {
  /// The write as a tree for display.
  package var node: PlanNode {
    var facts: [PlanNode.Fact] = [.init("request", .string(requestText))]
    if let consequence { facts.append(.init("irreversible", .string(consequence.text))) }
    if let body { facts.append(.init("body", .string(body.sourceText))) }
    facts += inputFacts + keyFacts
    if let batchText { facts.append(.init("together", .string(batchText))) }
    if case .matching(let plan) = input {
      return PlanNode(title, facts: facts, children: [plan.node])
    }
    return PlanNode(title, facts: facts)
  }

  private var requestText: String {
    let request = "\(operation.method) \(operation.path)"
    guard let creation = key?.creation else { return request }
    return "\(request), or \(creation.method) \(creation.path) where no object is found"
  }

  /// The way in which objects are found, and the members that are used only for new ones.
  private var keyFacts: [PlanNode.Fact] {
    guard let key else { return [] }
    let finding = key.requestText ?? "reading all \(object.plural) once"
    var facts = [PlanNode.Fact("finds each by", .string(finding))]
    let fixed = fixedMembers
    if !fixed.isEmpty {
      facts.append(.init("only when created", .string(fixed.joined(separator: ", "))))
    }
    return facts
  }

  /// The members of the body that an update cannot set.
  private var fixedMembers: [String] {
    guard key?.creation != nil, case .object(let members)? = body else { return [] }
    return members.map(\.key).filter { operation.parameter(named: $0) == nil }
  }

  private var inputFacts: [PlanNode.Fact] {
    switch input {
    case .body: [.init("writes", 1)]
    case .ids(let ids):
      [
        .init("writes", .integer(ids.count)),
        .init("ids", .array(ids.prefix(20).map(JSONValue.string))),
      ]
    case .matching: [.init("writes", "one per matching row, after all matches are read")]
    case .values(let values): [.init("writes", .integer(values.count))]
    case .file(let path): [.init("rows from", .string(path))]
    case .standardInput: [.init("rows from", "standard input")]
    }
  }

  /// The number of rows or requests of a batch, in words; nil if rows are written one by one.
  private var batchText: String? {
    guard let batch, input.isBulk else { return nil }
    let path = batch.isOnly ? "" : "POST \(batch.operation.path), "
    guard let count = input.count, !parents.contains(nil) else {
      return path + "up to \(BatchWrite.most) per request for one parent"
    }
    let requests = batch.requests(for: count)
    return path + "\(requests) request\(requests == 1 ? "" : "s") instead of \(count)"
  }
}

extension RequestPlan {
  /// The request as a tree for display.
  package var node: PlanNode {
    var facts: [PlanNode.Fact] = []
    if let consequence { facts.append(.init("irreversible", .string(consequence.text))) }
    if !body.isEmpty { facts.append(.init("body", .object(body))) }
    return PlanNode("request \(method) \(path)", facts: facts)
  }
}
