import JSON

/// Runs of reports. They come to their end a moment after they were asked for; the file that they
/// leave cannot be downloaded here.
struct ReportRunBehavior: ResourceBehavior {
  let typeName = "reporting.report_run"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var run = try workspace.build(typeName, from: parameters)
    run["status"] = "pending"
    let id = run.text("id") ?? ""
    workspace.afterwards { workspace throws(SandboxError) in
      try Self.succeed(id, in: workspace)
    }
    return run
  }

  private static func succeed(_ id: String, in workspace: Workspace) throws(SandboxError) {
    var run = try workspace.get("reporting.report_run", id)
    var file = try workspace.blank("file")
    let name = file.text("id") ?? ""
    file["filename"] = .string("\(id).csv")
    file["purpose"] = "finance_report_run"
    file["type"] = "csv"
    file["url"] = .string("https://files.stripe.com/v1/files/\(name)/contents")
    try workspace.save(file)
    run["result"] = .object(file)
    run["status"] = "succeeded"
    run["succeeded_at"] = .integer(workspace.now)
    try workspace.save(run)
  }
}
