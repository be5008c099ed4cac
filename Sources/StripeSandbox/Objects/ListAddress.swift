import JSON
import StripeCatalog

/// The address of a list inside an object, as the list's `url`.
enum ListAddress {
  /// Addresses that no operation of the catalog has. Source: recorded answers of Stripe.
  private static let known = [
    "charge.refunds": "/v1/charges/{id}/refunds",
    "customer.subscriptions": "/v1/customers/{id}/subscriptions",
    "invoice.payments": "/v1/invoices/payments",
    "subscription.items": "/v1/subscription_items?subscription={id}",
  ]

  /// Returns the address of the list in a field of an object; that of the field below the object if
  /// neither the catalog nor the table above has one.
  static func of(_ field: String, in object: JSONObject, _ type: ObjectType) -> String {
    let id = object["id"]?.string ?? ""
    if let known = known["\(type.typeName).\(field)"] {
      return known.replacing("{id}", with: id)
    }
    if let path = type.nestedLists.first(where: { $0.collection == field })?.path(with: [id]) {
      return path
    }
    let own = type.operation(.retrieve)?.path(with: [id]) ?? ""
    return "\(own)/\(field)"
  }
}
