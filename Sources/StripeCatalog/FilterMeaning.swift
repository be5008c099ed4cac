/// The meaning of a list filter, or of a search field, that is not the name of a field of the
/// objects.
package enum FilterMeaning: Sendable, Hashable {
  /// The value at a dotted path; the path goes through all elements of lists, any of which may
  /// match.
  case value(at: String)
  /// The least of the values at a dotted path.
  case least(at: String)
  /// The greatest of the values at a dotted path.
  case greatest(at: String)
  /// True if there is no value at a path.
  case absence(at: String)
  /// True if a field has this value.
  case equality(of: String, with: String)
  /// Nothing in the objects shows it: only Stripe can filter by it.
  case unseen
}

extension ObjectType {
  /// Returns the meaning of a word that filters or searches objects of this kind and is not a field
  /// of them; nil for fields and for any other word.
  ///
  /// Sources: the SDK's descriptions of the lists' parameters, and the fields of the objects.
  package func filterMeaning(of name: String) -> FilterMeaning? {
    guard field(named: name) == nil, !Self.modifiers.contains(name) else { return nil }
    if let known = Self.meanings["\(typeName) \(name)"] { return known }
    return filterParameter(named: name) == nil ? nil : .unseen
  }

  /// The words that filter or search these objects and are not fields of them, sorted.
  package var filterNames: [String] {
    let filters = operations.filter { $0.kind == .list }.flatMap { $0.filters.map(\.name) }
    return Set(filters + searchFields.map(\.name)).filter { filterMeaning(of: $0) != nil }.sorted()
  }

  /// Returns the parameter of that name of a list of these objects.
  package func filterParameter(named name: String) -> Parameter? {
    operations.lazy.filter { $0.kind == .list }.compactMap { list in
      list.filters.first { $0.name == name }
    }.first
  }

  /// Parameters of lists that change the form of a response, and not which objects are in it.
  private static let modifiers: Set<String> = ["include", "order_by", "value_grouping_window"]

  private static let meanings: [String: FilterMeaning] = [
    "billing.alert meter": .value(at: "usage_threshold.meter"),
    "event types": .value(at: "type"),
    "invoice last_finalization_error_code": .value(at: "last_finalization_error.code"),
    "invoice last_finalization_error_type": .value(at: "last_finalization_error.type"),
    "invoice subscription": .value(at: "parent.subscription_details.subscription"),
    "invoiceitem created": .value(at: "date"),
    "invoiceitem pending": .absence(at: "invoice"),
    "issuing.personalization_design lookup_keys": .value(at: "lookup_key"),
    "price lookup_keys": .value(at: "lookup_key"),
    "product ids": .value(at: "id"),
    "promotion_code coupon": .value(at: "promotion.coupon"),
    "subscription current_period_end": .least(at: "items.data.current_period_end"),
    "subscription current_period_start": .greatest(at: "items.data.current_period_start"),
    "subscription plan": .value(at: "items.data.plan.id"),
    "subscription price": .value(at: "items.data.price.id"),
    "subscription_schedule scheduled": .equality(of: "status", with: "not_started"),
    "v2.core.event types": .value(at: "type"),
    "v2.money_management.financial_account statuses": .value(at: "status"),
  ]
}
