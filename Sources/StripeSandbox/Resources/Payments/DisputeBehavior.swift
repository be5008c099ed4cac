import JSON

/// Disputes of charges: their evidence and their end.
struct DisputeBehavior: ResourceBehavior {
  let typeName = "dispute"
  let eventRules = EventRules(
    prefix: "charge.dispute",
    statuses: ["won": ["closed"], "lost": ["closed"], "warning_closed": ["closed"]],
    further: Self.furtherEvents, isUpdate: Self.isUpdate)
  let listRules = ListRules(countedBy: "charge")

  private static func furtherEvents(of change: Change) -> [String] {
    guard let after = change.after.map(Dispute.init) else { return [] }
    let known = change.before.map { Dispute($0).balanceTransactions.count } ?? 0
    return after.balanceTransactions.dropFirst(known).map { entry in
      entry.amount("amount") < 0
        ? "charge.dispute.funds_withdrawn" : "charge.dispute.funds_reinstated"
    }
  }

  private static func isUpdate(_ change: Change) -> Bool {
    guard let after = change.after.map(Dispute.init), after.status.isOver else { return true }
    return false
  }

  /// A dispute that nobody answered in time is lost.
  func duties(of object: JSONObject) -> [DueDuty] {
    let dispute = Dispute(object)
    guard [.needsResponse, .warningNeedsResponse].contains(dispute.status),
      let last = dispute.evidenceDetails.dueBy
    else { return [] }
    return [DueDuty(name: "lapse", at: last + 1)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    var dispute = Dispute(object)
    dispute.evidenceDetails.pastDue = true
    _ = try workspace.disputes.close(dispute)
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var dispute = Dispute(object)
    if parameters.has("evidence") { try workspace.disputes.checkIsOpen(dispute) }
    let enhanced = parameters.values.object("evidence")?.object("enhanced_evidence") ?? [:]
    if let name = enhanced.keys.first(where: { $0 != "visa_compliance" }) {
      throw SandboxError(
        "The sandbox does not support enhanced evidence of \(name).",
        param: "evidence[enhanced_evidence][\(name)]")
    }
    dispute.json = try workspace.merge(parameters, into: object, of: typeName)
    dispute.evidence["appeal"] = nil
    guard parameters.has("evidence") else { return dispute.json }
    if parameters.bool("submit") ?? true {
      try workspace.disputes.submit(&dispute)
    } else {
      dispute.evidenceDetails.hasEvidence = true
    }
    return dispute.json
  }

  var actions: [String: Action] {
    [
      "close": { object, _, workspace throws(SandboxError) in
        try workspace.disputes.close(Dispute(object ?? [:])).json
      }
    ]
  }
}
