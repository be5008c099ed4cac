import JSON

extension VersionChange {
  /// The older words of `ui_mode` and the newer.
  private static let modes: [(older: String, newer: String)] = [
    ("hosted", "hosted_page"), ("embedded", "embedded_page"), ("custom", "elements"),
  ]

  /// Source: Stripe's changelog of 2026-03-25.dahlia.
  static let interfaceModes = VersionChange(
    "2026-03-25.dahlia", "The words of `ui_mode` are others.",
    requests: [
      RequestChange(operations: ["checkout.SessionService.create"]) { parameters in
        guard let mode = modes.first(where: { $0.older == parameters.text("ui_mode") }) else {
          return
        }
        parameters["ui_mode"] = .string(mode.newer)
      }
    ],
    answers: [
      AnswerChange(type: "checkout.session") { object, _ throws(SandboxError) in
        guard let mode = modes.first(where: { $0.newer == object.text("ui_mode") }) else { return }
        object["ui_mode"] = .string(mode.older)
      }
    ])
}
