import JSON

/// Credit notes: what they lower, what they give back, and their end.
struct CreditNoteBehavior: ResourceBehavior {
  let typeName = "credit_note"
  let names = ObjectNames(spoken: "creditnote")
  let eventRules = EventRules(statuses: ["void": ["voided"]])

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.creditNotes.create(parameters).json
  }

  var actions: [String: Action] {
    [
      "preview": { _, parameters, workspace throws(SandboxError) in
        try workspace.creditNotes.preview(parameters).json
      },
      "preview_lines": { _, parameters, workspace throws(SandboxError) in
        var lines = try workspace.creditNotes.preview(parameters).lines
        lines["url"] = "/v1/credit_notes/preview/lines"
        return lines
      },
      "void": { object, _, workspace throws(SandboxError) in
        try workspace.creditNotes.void(CreditNote(object ?? [:])).json
      },
    ]
  }
}
