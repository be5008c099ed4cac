import StripeCatalog

/// The version that `--version` prints.
enum Version {
  static let number = "0.1.0"

  static var text: String {
    let catalog = Catalog.embedded
    return
      "pinstripe \(number) (Stripe API \(catalog.apiVersion), \(catalog.operationCount) operations)"
  }
}
