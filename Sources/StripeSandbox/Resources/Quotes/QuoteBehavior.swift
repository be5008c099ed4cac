import JSON

/// Quotes: drafts, offers, and what becomes of them.
struct QuoteBehavior: ResourceBehavior {
  let typeName = "quote"
  let eventRules = EventRules(
    statuses: ["open": ["finalized"], "accepted": ["accepted"], "canceled": ["canceled"]])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.quotes.create(parameters).json
  }

  func update(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.quotes.update(Quote(object), parameters).json
  }

  var actions: [String: Action] {
    [
      "accept": { object, _, workspace throws(SandboxError) in
        try QuoteAcceptance(workspace: workspace).accept(Quote(object ?? [:])).json
      },
      "cancel": { object, _, workspace throws(SandboxError) in
        try workspace.quotes.cancel(Quote(object ?? [:])).json
      },
      "finalize": { object, parameters, workspace throws(SandboxError) in
        try workspace.quotes.finalize(Quote(object ?? [:]), parameters).json
      },
    ]
  }

  func duties(of object: JSONObject) -> [DueDuty] {
    let quote = Quote(object)
    guard [.draft, .open].contains(quote.status) else { return [] }
    return [DueDuty(name: "expire", at: quote.expiresAt)]
  }

  func perform(_ duty: String, on object: JSONObject, in workspace: Workspace)
    throws(SandboxError)
  {
    _ = try workspace.quotes.cancel(Quote(object))
  }
}
