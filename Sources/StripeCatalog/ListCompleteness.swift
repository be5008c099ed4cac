extension Operation {
  /// The parameter values whose lists together contain every object, if Stripe's list hides some by
  /// default; nil if one list contains all.
  ///
  /// Sources, all in the SDK's descriptions of the operations: prices list "your active prices" and
  /// require `active=false` for the others; subscriptions omit canceled ones unless `status=all`;
  /// v2 accounts omit closed ones.
  package var completingFilter: (name: String, values: [String])? {
    guard kind == .list, parents.isEmpty, let filter = Self.hidingFilters[path] else { return nil }
    return filter
  }

  private static let hidingFilters: [String: (name: String, values: [String])] = [
    "/v1/prices": ("active", ["true", "false"]),
    "/v1/subscriptions": ("status", ["all"]),
    "/v2/core/accounts": ("closed", ["true", "false"]),
  ]
}

extension Operation {
  /// Returns the objects that a list with filters of these names omits, whatever the filters'
  /// values; nil if it omits nothing.
  ///
  /// Sources, all in the SDK's descriptions of the lists' parameters: those of `test_clock` and
  /// `customer` ("the response will not include …"), and that `owner` "defaults to
  /// `owner[type]=self`".
  package func omission(filteredBy names: [String]) -> String? {
    guard kind == .list, parents.isEmpty, let rule = Self.omissions[path],
      !rule.liftedBy.contains(where: names.contains)
    else { return nil }
    return rule.text
  }

  /// Returns the filters, as dotted paths, of which Stripe requires one in addition to a filter's
  /// value. Source: the SDK's descriptions ("required when `type=customer`").
  package func companions(of filter: String, _ value: String) -> [String] {
    Self.companions["\(path) \(filter)=\(value)"] ?? []
  }

  private static let omissions: [String: (text: String, liftedBy: [String])] = [
    "/v1/customers": ("customers attached to test clocks", ["test_clock"]),
    "/v1/quotes": ("quotes attached to test clocks", ["test_clock", "customer"]),
    "/v1/subscriptions": ("subscriptions attached to test clocks", ["test_clock", "customer"]),
    "/v1/subscription_schedules": ("schedules of customers attached to test clocks", ["customer"]),
    "/v1/tax_ids": ("tax ids that are not the account's own", ["owner"]),
  ]

  private static let companions = [
    "/v1/tax_ids owner.type=customer": ["owner.customer", "owner.customer_account"],
    "/v1/tax_ids owner.type=account": ["owner.account"],
  ]
}
