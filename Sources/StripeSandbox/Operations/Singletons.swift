import JSON
import StripeCatalog

/// Objects that exist once: the account, its balance and settings; or once per parent.
enum Singletons {
  /// The account every test key belongs to.
  static let accountID = "acct_1PinstripeSandbox"
  static let accountName = "Pinstripe Sandbox"

  /// Its settings are stored once they are changed; until then defaults are returned.
  static func get(_ type: ObjectType, parent: String?, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let resource = workspace.environment.resources[type]
    if let kept = try workspace.find(resource.typeName, key(parent)) { return kept }
    if resource.typeName == "account" { return try account(in: workspace) }
    if let only = try resource.behavior.only(in: workspace) { return only }
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
    let id = resource.typeName == "account" ? accountID : key(parent)
    try workspace.save(object, resource, id, parent: parent)
  }

  private static func key(_ parent: String?) -> String { "@\(parent ?? "")" }

  /// The account as `GET /v1/account` answers it.
  static func account(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    if let kept = try workspace.find("account", accountID) { return kept }
    var object = try workspace.resource("account").blank
    object["id"] = .string(accountID)
    let known: JSONObject = [
      "country": "US", "default_currency": "usd", "email": "owner@example.com",
      "charges_enabled": true, "payouts_enabled": true, "details_submitted": true,
      "type": "standard", "business_type": "company", "created": 1_704_067_200,
    ]
    for member in known.members where object[member.key] != nil {
      object[member.key] = member.value
    }
    if var profile = try BlankObject.profile(in: workspace) {
      profile["name"] = .string(accountName)
      profile["url"] = "https://example.com"
      object["business_profile"] = .object(profile)
    }
    return object
  }

  /// The defaults that are not empty.
  private static let contents: [String: JSONObject] = [
    "cash_balance": [
      "available": .null,
      "settings": ["reconciliation_mode": "automatic", "using_merchant_default": true],
    ]
  ]
}

extension BlankObject {
  /// The empty business profile of an account.
  fileprivate static func profile(in workspace: Workspace)
    throws(SandboxError) -> JSONObject?
  {
    let field = try workspace.resource("account").type.field(named: "business_profile")
    guard case .record(let record)? = field?.type else { return nil }
    return make(record)
  }
}
