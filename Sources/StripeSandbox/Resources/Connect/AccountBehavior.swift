import JSON

/// Connected accounts. A standard account that is deleted takes its leave of the platform.
struct AccountBehavior: ResourceBehavior {
  let typeName = "account"

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    guard object.text("type") == "standard", let id = object.text("id") else { return }
    let application: JSONObject = [
      "id": .string("ca_" + RepeatableText.letters(of: workspace.acting.platform, 24)),
      "object": "application", "name": .string(Singletons.accountName),
    ]
    workspace.announce("account.application.deauthorized", application, account: id)
  }
}
