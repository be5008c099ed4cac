import JSON

/// The tax of a place.
struct PlaceTax: Sendable, Hashable {
  let country: String
  /// A state of the United States; nil for the whole country.
  let state: String?
  /// Percent.
  let percentage: String
  /// As invoices name it.
  let name: String
  /// The SDK's `TaxRate.tax_type`.
  let type: String
}

/// Where a customer is, as far as taxes depend on it.
struct TaxLocation: Sendable, Hashable {
  let country: String
  let state: String?

  /// - Returns: nil where the address does not say enough: a country, and in the United States the
  ///   state. Stripe makes do with a postal code there.
  init?(_ address: JSONObject?) {
    guard let country = address?.text("country")?.uppercased(), country.count == 2 else {
      return nil
    }
    let state = address?.text("state")?.uppercased()
    if country == "US", state?.count != 2 { return nil }
    self.country = country
    self.state = country == "US" ? state : nil
  }
}

/// The rates of the sandbox: a small table of its own, of standard rates as they were in 2026, the
/// states' own ones in the United States. The sandbox is registered in each of these places, and
/// nowhere else.
enum TaxTable {
  /// Nil where no taxes are collected.
  static func tax(of place: TaxLocation) -> PlaceTax? {
    if place.country == "US" {
      guard let state = place.state, let rate = states[state] else { return nil }
      return PlaceTax(
        country: "US", state: state, percentage: rate, name: "Sales Tax", type: "sales_tax")
    }
    if let rate = vat[place.country] {
      return PlaceTax(
        country: place.country, state: nil, percentage: rate, name: "VAT", type: "vat")
    }
    return gst[place.country].map {
      PlaceTax(country: place.country, state: nil, percentage: $0, name: "GST", type: "gst")
    }
  }

  private static let vat = [
    "AT": "20", "BE": "21", "CH": "8.1", "CZ": "21", "DE": "19", "DK": "25", "ES": "21",
    "FI": "25.5", "FR": "20", "GB": "20", "GR": "24", "HU": "27", "IE": "23", "IT": "22",
    "LU": "17", "NL": "21", "NO": "25", "PL": "23", "PT": "23", "SE": "25",
  ]

  private static let gst = ["AU": "10", "CA": "5", "IN": "18", "NZ": "15", "SG": "9"]

  private static let states = [
    "AZ": "5.6", "CA": "7.25", "CO": "2.9", "FL": "6", "GA": "4", "IL": "6.25", "MA": "6.25",
    "MI": "6", "MN": "6.875", "NC": "4.75", "NJ": "6.625", "NY": "4", "OH": "5.75", "PA": "6",
    "TN": "7", "TX": "6.25", "VA": "5.3", "WA": "6.5",
  ]
}
