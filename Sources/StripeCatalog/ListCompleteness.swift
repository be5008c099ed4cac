extension Operation {
  /// Parameter sets whose lists, put together, hold every object, where Stripe's list hides some
  /// unless it is asked for them; nil where one list holds all.
  ///
  /// Sources, all in the SDK's descriptions of the operations: prices list "your active prices" and
  /// want `active=false` for the others; subscriptions leave out canceled ones but for
  /// `status=all`; v2 accounts leave out closed ones.
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
  /// What a list leaves out when it is asked with filters of these names, and no filter's value
  /// can bring in; nil where it leaves out nothing.
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

  /// Filters of which Stripe wants one beside a filter's value, as dotted paths. Source: the SDK's
  /// descriptions ("required when `type=customer`").
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
