import JSON
import StripeCatalog

/// Objects that exist once: the account, its balance and settings; or once per parent.
enum Singletons {
  /// The display name of the account.
  static let accountName = "Pinstripe Sandbox"

  /// Its settings are stored once they are changed; until then defaults are returned.
  static func get(_ type: ObjectType, parent: String?, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let resource = workspace.environment.resources[type]
    if let kept = try workspace.find(resource.typeName, key(parent)) { return kept }
    if resource.typeName == "account" { return try OwnAccount.get(in: workspace) }
    if let only = try resource.behavior.soleObject(in: workspace) { return only }
    var object = resource.blank
    if let parent {
      for name in resource.parentFields + ["customer"] where object[name] != nil {
        object[name] = .string(parent)
      }
    }
    for member in contents[resource.typeName]?.members ?? [] { object[member.key] = member.value }
    return object
  }

  static func save(
    _ object: JSONObject, _ type: ObjectType, parent: String?, in workspace: Workspace
  ) throws(SandboxError) {
    let resource = workspace.environment.resources[type]
    let isAccount = resource.typeName == "account"
    if isAccount { try OwnAccount.checkChange(in: workspace) }
    let id = isAccount ? workspace.account : key(parent)
    try workspace.save(object, resource, id, parent: parent)
  }

  private static func key(_ parent: String?) -> String { "@\(parent ?? "")" }

  /// The defaults that are not empty.
  private static let contents: [String: JSONObject] = [
    BalanceSettings.typeName: BalanceSettings.initial,
    "cash_balance": [
      "available": .null,
      "settings": ["reconciliation_mode": "automatic", "using_merchant_default": true],
    ],
    TaxSettings.typeName: TaxSettings.initial,
  ]
}
