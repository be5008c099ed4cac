import JSON

/// A customer as far as taxes depend on them.
struct TaxBuyer: Sendable, Hashable {
  /// Why a customer pays no tax. Source: the SDK's `Customer.tax_exempt`.
  enum Exemption: String, Sendable {
    case exempt
    case reverse
  }

  let place: TaxLocation
  let exemption: Exemption?
}

/// A tax id, as far as taxes depend on it.
struct BuyerTaxID: Sendable, Hashable {
  /// The SDK's `TaxId.type`.
  let type: String
  let value: String

  /// The countries of the European Union that the table of taxes has.
  static let union: Set<String> = [
    "AT", "BE", "CZ", "DE", "DK", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LU", "NL", "PL", "PT",
    "SE",
  ]

  /// Returns true if a business of this number accounts for the tax of a place itself, because the
  /// seller is elsewhere.
  ///
  /// Source: Stripe's guide to reverse charges, for VAT in Europe.
  func reverses(at place: TaxLocation, seller: String) -> Bool {
    guard place.country != seller else { return false }
    return switch type {
    case "eu_vat": Self.union.contains(place.country)
    case "gb_vat": place.country == "GB"
    case _: false
    }
  }
}

/// Who is taxed, as requests and objects say it.
struct TaxBuyers {
  let workspace: Workspace

  /// - Parameters:
  ///   - word: `tax_exempt` of the customer.
  ///   - customer: the id of the customer whose tax ids count; nil for nobody's.
  func buyer(at place: TaxLocation, exempt word: String?, customer: String?)
    throws(SandboxError) -> TaxBuyer
  {
    let known = try customer.map { id throws(SandboxError) in
      try workspace.children(TaxID.self, of: id)
        .map { BuyerTaxID(type: $0.type, value: $0.value) }
    }
    return try buyer(at: place, word.flatMap(TaxBuyer.Exemption.init), known ?? [])
  }

  func buyer(at place: TaxLocation, _ exemption: TaxBuyer.Exemption?, _ taxIDs: [BuyerTaxID])
    throws(SandboxError) -> TaxBuyer
  {
    let seller = try TaxSettings(workspace: workspace).country
    let isReversed = taxIDs.contains { $0.reverses(at: place, seller: seller) }
    return TaxBuyer(place: place, exemption: exemption ?? (isReversed ? .reverse : nil))
  }

  /// Nil where it is not known where the customer is.
  func buyer(of customer: Customer) throws(SandboxError) -> TaxBuyer? {
    guard let place = AutomaticTaxService.location(of: customer) else { return nil }
    return try buyer(at: place, exempt: customer.taxExempt, customer: customer.id)
  }

  /// Nil where it is not known where the customer is.
  func buyer(of invoice: Invoice) throws(SandboxError) -> TaxBuyer? {
    guard let place = AutomaticTaxService.location(of: invoice) else { return nil }
    return try buyer(at: place, exempt: invoice.customerTaxExempt, customer: invoice.customer)
  }
}
