extension Operation {
  /// Parameter sets whose lists, put together, hold every object, where Stripe's list hides some
  /// unless it is asked for them; nil where one list holds all.
  ///
  /// Sources, all in the SDK's descriptions of the operations: prices list "your active prices" and
  /// want `active=false` for the others; subscriptions leave out canceled ones but for
  /// `status=all`; v2 accounts leave out closed ones.
  public var completingFilter: (name: String, values: [String])? {
    guard kind == .list, parents.isEmpty, let filter = Self.hidingFilters[path] else { return nil }
    return filter
  }

  private static let hidingFilters: [String: (name: String, values: [String])] = [
    "/v1/prices": ("active", ["true", "false"]),
    "/v1/subscriptions": ("status", ["all"]),
    "/v2/core/accounts": ("closed", ["true", "false"]),
  ]
}
